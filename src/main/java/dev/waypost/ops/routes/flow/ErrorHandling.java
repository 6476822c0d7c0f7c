package dev.waypost.ops.routes.flow;

import dev.waypost.ops.routes.RouteModel;
import java.util.List;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;

/**
 * Failures are dealt with once, by the route that carries the record, and never by trying again.
 */
final class ErrorHandling {

    private final CarriageRule.Walk walk;

    ErrorHandling(CarriageRule.Walk walk) {
        this.walk = walk;
    }

    /** Whether a step is tried until it does not fail. */
    boolean triesForever(RouteDefinition route) {
        return redeliveries(route).equals("-1");
    }

    /** How often its error handler lets a step be tried again; {@code ""} for never. */
    private String redeliveries(RouteDefinition route) {
        return route.getErrorHandlerFactory() instanceof DefaultErrorHandlerDefinition handler
                        && handler.hasRedeliveryPolicy()
                ? walk.model.resolved(handler.getRedeliveryPolicy().getMaximumRedeliveries(), route)
                : "";
    }

    /** What a route must not do with failures that its caller has to see. */
    void check(RouteDefinition route, boolean called) {
        if (called && !walk.model.reach(route).decides()) {
            return;
        }
        ErrorHandlerFactory factory = route.getErrorHandlerFactory();
        if (called && factory != null && !(factory instanceof NoErrorHandlerDefinition)) {
            walk.error(
                    route,
                    "this route stands in the way of a failure that its caller has to see",
                    "leave its errorHandler out",
                    "errorHandler");
        }
        List<OnExceptionDefinition> clauses = RouteModel.handlers(route);
        if (!called && !clauses.isEmpty() && factory instanceof NoErrorHandlerDefinition) {
            walk.error(
                    route,
                    "without an errorHandler this route deals with no failure: records would be"
                            + " carried again and again",
                    "add `errorHandler: {defaultErrorHandler: {}}` to it",
                    "id: " + route.getId());
        }
        if (!called && walk.model.reach(route).decides() && !redeliveries(route).matches("0?")) {
            again(route, "maximumRedeliveries");
        }
        for (OnExceptionDefinition clause : clauses) {
            if (called) {
                walk.error(
                        clause,
                        "route %s would handle a failure that its caller has to see"
                                .formatted(route.getId()),
                        "leave it out; only the route that carries the mail handles failures",
                        "onException");
            }
            if (clause.getContinued() != null) {
                walk.error(
                        clause,
                        "continued: the mail would go on as if nothing had failed",
                        "use `handled`, and report what happened",
                        "continued");
            }
            RedeliveryPolicyDefinition again = clause.getRedeliveryPolicyType();
            boolean repeats =
                    again != null
                            && again.getMaximumRedeliveries() != null
                            && !again.getMaximumRedeliveries().equals("0");
            if (repeats || clause.getRetryWhile() != null) {
                again(clause, repeats ? "maximumRedeliveries" : "retryWhile");
            }
        }
    }

    private void again(LineNumberAware at, String word) {
        walk.error(
                at,
                "the whole carriage would be run again at once: a mail that may have been taken is"
                        + " sent again",
                "leave it out: the retry topics try again",
                word);
    }
}
