package dev.waypost.ops.routes.flow;

import dev.waypost.ops.routes.Reach;
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

    /** Milliseconds. */
    private static final long LONGEST_DELAY = 300_000;

    private final CarriageRule.Walk walk;

    ErrorHandling(CarriageRule.Walk walk) {
        this.walk = walk;
    }

    /** Whether a step is tried until it does not fail. */
    boolean triesForever(RouteDefinition route) {
        return redeliveries(route).equals("-1");
    }

    private boolean tells(RouteDefinition route) {
        return walk.model
                .steps(route)
                .map(step -> walk.model.to(route, step))
                .anyMatch(to -> to.isKafka() && walk.topics.isStatus(to.name()));
    }

    /** A report that is tried for ever is tried soon again, and what keeps it back is told. */
    private void persists(RouteDefinition route) {
        DefaultErrorHandlerDefinition handler =
                (DefaultErrorHandlerDefinition) route.getErrorHandlerFactory();
        RedeliveryPolicyDefinition policy = handler.getRedeliveryPolicy();
        slow(route, "redeliveryDelay", policy.getRedeliveryDelay());
        slow(route, "maximumRedeliveryDelay", policy.getMaximumRedeliveryDelay());
        if (!Reach.bean(handler.getOnRedeliveryRef()).equals("unwrittenReports")) {
            walk.error(
                    route,
                    "nobody would hear that a report cannot be written, and one that is too large"
                            + " would be tried for ever",
                    "add `onRedeliveryRef: unwrittenReports` to its error handler",
                    "onRedeliveryRef",
                    "defaultErrorHandler");
        }
    }

    private void slow(RouteDefinition route, String option, String delay) {
        String millis = walk.model.resolved(delay, route);
        if (millis.matches("\\d{1,18}") && Long.parseLong(millis) > LONGEST_DELAY) {
            walk.error(
                    route,
                    "%s=%s: each mail would stay in flight so long after a report could not be"
                                    .formatted(option, millis)
                            + " written",
                    "take some seconds",
                    option + ": \"" + delay,
                    option);
        }
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
        if (triesForever(route) && tells(route)) {
            persists(route);
        }
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
        List<OnExceptionDefinition> clauses = Handlers.of(route);
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
