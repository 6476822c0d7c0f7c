package dev.waypost.ops.routes.rule;

import dev.waypost.ops.Finding;
import dev.waypost.ops.routes.CamelProblem;
import dev.waypost.ops.routes.RouteModel;
import dev.waypost.ops.routes.RouteRule;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.LoadBalanceDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ThrowExceptionDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.model.loadbalancer.FailoverLoadBalancerDefinition;

/**
 * Camel takes every endpoint, expression and class name, each at its own line: it would say the
 * same at start, one after the other and without the line.
 */
final class CamelRule implements RouteRule {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^?:}!][^:}]*)}}");
    private static final Pattern UNCLOSED = Pattern.compile("\\$\\{[^}]*$|\\$\\{[^}]*\\$\\{[^}]*$");

    @Override
    public Stream<Finding> findings(RouteModel model) {
        return model.routes().stream()
                .flatMap(route -> model.within(route, () -> findings(model, route)).stream());
    }

    private static List<Finding> findings(RouteModel model, RouteDefinition route) {
        List<Finding> found = new ArrayList<>();
        endpoint(model, route.getInput(), route.getInput().getUri(), found);
        model.steps(route)
                .forEach(
                        step -> {
                            if (step instanceof EndpointRequiredDefinition to) {
                                endpoint(model, step, to.getEndpointUri(), found);
                            } else if (step instanceof WireTapDefinition<?> tap) {
                                endpoint(model, step, tap.getUri(), found);
                            }
                            exceptions(step).forEach(name -> exception(model, step, name, found));
                        });
        Said.in(model, route).forEach(said -> expression(model, said, found));
        return found;
    }

    private static void endpoint(
            RouteModel model, LineNumberAware at, String uri, List<Finding> found) {
        if (uri == null || uri.contains("${")) {
            return;
        }
        if (!placeholders(model, at, uri, found)) {
            return;
        }
        String resolved = model.context().resolvePropertyPlaceholders(uri);
        attempt(model, at, () -> model.context().getEndpoint(resolved), found, uri);
    }

    /** Whether each placeholder has a value. */
    private static boolean placeholders(
            RouteModel model, LineNumberAware at, String text, List<Finding> found) {
        boolean all = true;
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            try {
                model.context().resolvePropertyPlaceholders(matcher.group());
            } catch (RuntimeException unknown) {
                all = false;
                found.add(
                        model.error(
                                at,
                                "the placeholder " + matcher.group() + " has no value",
                                "mend its name, declare it among the template's parameters, or set"
                                        + " it in the environment",
                                matcher.group()));
            }
        }
        return all;
    }

    private static void expression(RouteModel model, Said said, List<Finding> found) {
        if (!placeholders(model, said.at(), said.text(), found)) {
            return;
        }
        if (said.isIn("simple") && UNCLOSED.matcher(said.text()).find()) {
            found.add(
                    model.error(
                            said.at(),
                            "`%s` opens a ${ that is never closed".formatted(said.text()),
                            "close it with }",
                            said.text()));
            return;
        }
        attempt(
                model,
                said.at(),
                () -> {
                    if (said.expression() == null) {
                        return model.context()
                                .resolveLanguage("simple")
                                .createExpression(
                                        model.context().resolvePropertyPlaceholders(said.text()));
                    }
                    return said.condition()
                            ? said.expression().createPredicate(model.context())
                            : said.expression().createExpression(model.context());
                },
                found,
                said.text());
    }

    private static Stream<String> exceptions(ProcessorDefinition<?> step) {
        List<String> names = null;
        if (step instanceof OnExceptionDefinition handler) {
            names = handler.getExceptions();
        } else if (step instanceof CatchDefinition clause) {
            names = clause.getExceptions();
        } else if (step instanceof ThrowExceptionDefinition thrown
                && thrown.getExceptionType() != null) {
            names = List.of(thrown.getExceptionType());
        } else if (step instanceof LoadBalanceDefinition balance
                && balance.getLoadBalancerType() instanceof FailoverLoadBalancerDefinition over) {
            names = over.getExceptions();
        }
        return names == null ? Stream.empty() : names.stream().filter(name -> !name.isBlank());
    }

    private static void exception(
            RouteModel model, LineNumberAware at, String name, List<Finding> found) {
        Class<?> type = model.type(name).orElse(null);
        if (type == null || !Throwable.class.isAssignableFrom(type)) {
            found.add(
                    model.error(
                            at,
                            "there is no exception " + name,
                            "write the full class name, such as"
                                    + " dev.waypost.classify.PortUnavailable; a class of your own"
                                    + " needs another build",
                            name));
        }
    }

    private static void attempt(
            RouteModel model,
            LineNumberAware at,
            Callable<?> action,
            List<Finding> found,
            String word) {
        try {
            action.call();
        } catch (Exception e) {
            String said = CamelProblem.said(e);
            Matcher option =
                    Pattern.compile("([\\w.-]+)[ =]")
                            .matcher(said.replaceFirst("^there is no option ", ""));
            String narrow = option.lookingAt() ? option.group(1) : word;
            found.add(model.error(at, said, CamelProblem.ADVICE, narrow, word));
        }
    }
}
