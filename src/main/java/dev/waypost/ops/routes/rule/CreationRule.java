package dev.waypost.ops.routes.rule;

import dev.waypost.ops.Finding;
import dev.waypost.ops.routes.CamelProblem;
import dev.waypost.ops.routes.RouteModel;
import dev.waypost.ops.routes.RouteRule;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.reifier.RouteReifier;

/** Camel can create the routes. Nothing of them is started, so nothing connects. */
final class CreationRule implements RouteRule {

    /** How Camel says at which step it failed. */
    private static final Pattern AT = Pattern.compile(">>> (.*) <<<", Pattern.DOTALL);

    @Override
    public Stream<Finding> findings(RouteModel model) {
        return model.routes().stream()
                .flatMap(route -> model.within(route, () -> create(model, route)).stream());
    }

    private static Optional<Finding> create(RouteModel model, RouteDefinition route) {
        try {
            new RouteReifier(model.context(), route).createRoute();
            return Optional.empty();
        } catch (Exception e) {
            Matcher at = AT.matcher(String.valueOf(e.getMessage()));
            String failed = at.find() ? at.group(1) : "";
            String said = CamelProblem.said(e);
            return Optional.of(
                    model.steps(route)
                            .filter(step -> step.toString().equals(failed))
                            .findFirst()
                            .map(step -> model.finding(step, said, CamelProblem.ADVICE))
                            .orElseGet(() -> model.error(route, said, CamelProblem.ADVICE)));
        }
    }
}
