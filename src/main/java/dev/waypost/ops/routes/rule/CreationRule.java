package dev.waypost.ops.routes.rule;

import dev.waypost.ops.routes.CamelProblem;
import dev.waypost.ops.routes.RouteRule;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.reifier.RouteReifier;

/** Camel can create the routes. Nothing of them is started, so nothing connects. */
final class CreationRule extends RouteRule {

    /** How Camel says at which step it failed. */
    private static final Pattern AT = Pattern.compile(">>> (.*) <<<", Pattern.DOTALL);

    @Override
    protected void look(RouteDefinition route) {
        model.within(route, () -> create(route));
    }

    private void create(RouteDefinition route) {
        try {
            new RouteReifier(model.context(), route).createRoute();
        } catch (Exception e) {
            Matcher at = AT.matcher(String.valueOf(e.getMessage()));
            String failed = at.find() ? at.group(1) : "";
            String said = CamelProblem.said(e);
            model.steps(route)
                    .filter(step -> step.toString().equals(failed))
                    .findFirst()
                    .ifPresentOrElse(
                            step -> fault(step, said, CamelProblem.ADVICE),
                            () -> error(route, said, CamelProblem.ADVICE));
        }
    }
}
