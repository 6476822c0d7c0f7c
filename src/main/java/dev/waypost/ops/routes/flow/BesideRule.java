package dev.waypost.ops.routes.flow;

import dev.waypost.ops.routes.EndpointUri;
import dev.waypost.ops.routes.Reach;
import dev.waypost.ops.routes.RouteRule;
import dev.waypost.ops.routes.Word;
import java.util.List;
import java.util.Set;
import org.apache.camel.model.InterceptDefinition;
import org.apache.camel.model.InterceptSendToEndpointDefinition;
import org.apache.camel.model.OnCompletionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.EndpointHelper;

/**
 * What runs beside a route's own steps (interceptors, completions) decides nothing about a mail:
 * none of it can be seen where the steps are read.
 */
public final class BesideRule extends RouteRule {

    /** Steps after which the intercepted one is not reached. */
    private static final Set<String> ENDS = Set.of("stop", "rollback", "throwException", "sample");

    @Override
    protected void look(RouteDefinition route) {
        if (model.reach(route).decides()) {
            route.getOutputs().stream()
                    .filter(BesideRule::isBeside)
                    .filter(step -> !model.isDisabled(step))
                    .forEach(beside -> beside(route, beside));
        }
    }

    static boolean isBeside(ProcessorDefinition<?> step) {
        return step instanceof InterceptDefinition
                || step instanceof InterceptSendToEndpointDefinition
                || step instanceof OnCompletionDefinition;
    }

    private void beside(RouteDefinition route, ProcessorDefinition<?> beside) {
        String name = beside.getShortName();
        if (beside instanceof InterceptSendToEndpointDefinition intercept) {
            List<EndpointUri> met = met(route, intercept);
            if (met.isEmpty()) {
                return;
            }
            if (skips(route, intercept) && met.stream().anyMatch(model::decides)) {
                error(
                        beside,
                        "interceptSendToEndpoint skips %s: what becomes of a mail would not"
                                        .formatted(met.get(0))
                                + " happen",
                        "leave skipSendToOriginalEndpoint out",
                        "skipSendToOriginalEndpoint",
                        name);
            }
            if (intercept.getAfterUri() != null
                    && model.decides(
                            EndpointUri.of(model.resolved(intercept.getAfterUri(), route)))) {
                decided(beside, "afterUri");
            }
        }
        if (Reach.of(model, route, beside.getOutputs()).decides()) {
            decided(beside, name);
        } else if (!(beside instanceof OnCompletionDefinition)) {
            model.below(beside.getOutputs()).forEach(step -> disturbs(name, step));
        }
    }

    private void decided(ProcessorDefinition<?> beside, String word) {
        error(
                beside,
                "%s decides what becomes of a mail, beside the steps of its way"
                        .formatted(beside.getShortName()),
                "put these steps into the route itself",
                word);
    }

    private void disturbs(String name, ProcessorDefinition<?> step) {
        if (ENDS.contains(step.getShortName())) {
            error(
                    step,
                    "%s in %s: mails would end there, without done or release"
                            .formatted(step.getShortName(), name),
                    "put it into the route itself, or use mail.refuse there",
                    step.getShortName());
        } else if (Word.replacesBody(step) || Writing.touchesKafkas(step)) {
            error(
                    step,
                    "%s in %s: the mail would be changed beside its way"
                            .formatted(step.getShortName(), name),
                    "put it into the route itself",
                    step.getShortName());
        }
    }

    private boolean skips(RouteDefinition route, InterceptSendToEndpointDefinition intercept) {
        return model.resolved(intercept.getSkipSendToOriginalEndpoint(), route)
                .equalsIgnoreCase("true");
    }

    /** What of the route's destinations the interceptor gets in between. */
    private List<EndpointUri> met(
            RouteDefinition route, InterceptSendToEndpointDefinition intercept) {
        String pattern = model.resolved(intercept.getUri(), route);
        return model.steps(route)
                .map(step -> model.to(route, step))
                .filter(to -> !to.scheme().isEmpty())
                .filter(to -> matches(to, pattern))
                .toList();
    }

    private boolean matches(EndpointUri to, String pattern) {
        return EndpointHelper.matchEndpoint(model.context(), to.toString(), pattern)
                || EndpointHelper.matchEndpoint(
                        model.context(), to.scheme() + "://" + to.name(), pattern);
    }
}
