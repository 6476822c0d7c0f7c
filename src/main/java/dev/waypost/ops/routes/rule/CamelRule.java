package dev.waypost.ops.routes.rule;

import dev.waypost.ops.routes.CamelProblem;
import dev.waypost.ops.routes.RouteRule;
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
final class CamelRule extends RouteRule {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^?:}!][^:}]*)}}");
    private static final Pattern UNCLOSED = Pattern.compile("\\$\\{[^}]*$|\\$\\{[^}]*\\$\\{[^}]*$");

    @Override
    protected void look(RouteDefinition route) {
        model.within(
                route,
                () -> {
                    endpoint(route.getInput(), route.getInput().getUri());
                    super.look(route);
                });
    }

    @Override
    protected void look(RouteDefinition route, ProcessorDefinition<?> step) {
        if (step instanceof EndpointRequiredDefinition to) {
            endpoint(step, to.getEndpointUri());
        } else if (step instanceof WireTapDefinition<?> tap) {
            endpoint(step, tap.getUri());
        }
        exceptions(step).forEach(name -> exception(step, name));
        Said.by(step).forEach(this::expression);
    }

    private void endpoint(LineNumberAware at, String uri) {
        if (uri == null || uri.contains("${")) {
            return;
        }
        if (!placeholders(at, uri)) {
            return;
        }
        String resolved = model.context().resolvePropertyPlaceholders(uri);
        attempt(at, () -> model.context().getEndpoint(resolved), uri);
    }

    /** Whether each placeholder has a value. */
    private boolean placeholders(LineNumberAware at, String text) {
        boolean all = true;
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            try {
                model.context().resolvePropertyPlaceholders(matcher.group());
            } catch (RuntimeException unknown) {
                all = false;
                error(
                        at,
                        "the placeholder " + matcher.group() + " has no value",
                        "mend its name, declare it among the template's parameters, or set"
                                + " it in the environment",
                        matcher.group());
            }
        }
        return all;
    }

    private void expression(Said said) {
        if (!placeholders(said.at(), said.text())) {
            return;
        }
        if (said.isIn("simple") && UNCLOSED.matcher(said.text()).find()) {
            error(
                    said.at(),
                    "`%s` opens a ${ that is never closed".formatted(said.text()),
                    "close it with }",
                    said.text());
            return;
        }
        attempt(
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

    private void exception(LineNumberAware at, String name) {
        Class<?> type = model.type(name).orElse(null);
        if (type == null || !Throwable.class.isAssignableFrom(type)) {
            error(
                    at,
                    "there is no exception " + name,
                    "write the full class name, such as"
                            + " dev.waypost.classify.PortUnavailable; a class of your own"
                            + " needs another build",
                    name);
        }
    }

    private void attempt(LineNumberAware at, Callable<?> action, String word) {
        try {
            action.call();
        } catch (Exception e) {
            String said = CamelProblem.said(e);
            Matcher option =
                    Pattern.compile("([\\w.-]+)[ =]")
                            .matcher(said.replaceFirst("^there is no option ", ""));
            String narrow = option.lookingAt() ? option.group(1) : word;
            error(at, said, CamelProblem.ADVICE, narrow, word);
        }
    }
}
