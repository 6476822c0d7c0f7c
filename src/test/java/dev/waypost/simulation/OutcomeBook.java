package dev.waypost.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/**
 * The {@code onException} clauses of the routes: of those that fit and whose condition holds, the
 * one whose exception is nearest to what was thrown; among equals the first.
 */
final class OutcomeBook {

    private record Clause(List<Class<?>> exceptions, Predicate when, List<Step> steps) {}

    private final List<Clause> clauses = new ArrayList<>();

    OutcomeBook(List<?> yaml, Steps steps) {
        for (Object item : yaml) {
            Map<?, ?> clause = (Map<?, ?>) ((Map<?, ?>) item).get("onException");
            List<Class<?>> exceptions = new ArrayList<>();
            for (Object name : (List<?>) clause.get("exception")) {
                exceptions.add(Steps.type(name.toString()));
            }
            Object when = clause.get("onWhen");
            clauses.add(
                    new Clause(
                            exceptions,
                            when == null ? null : steps.condition((Map<?, ?>) when),
                            steps.of((List<?>) clause.get("steps"), Map.of())));
        }
    }

    boolean handles(Walk walk, Exception failure) {
        Exchange exchange = walk.exchange;
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
        exchange.setException(failure); // ${exception} asks here
        Clause nearest = null;
        int least = Integer.MAX_VALUE;
        for (Clause clause : clauses) {
            int distance = distance(clause, failure);
            if (distance < least && (clause.when == null || clause.when.matches(exchange))) {
                nearest = clause;
                least = distance;
            }
        }
        exchange.setException(null);
        if (nearest == null) {
            return false;
        }
        walk.enter(nearest.steps);
        return true;
    }

    private static int distance(Clause clause, Exception failure) {
        int least = Integer.MAX_VALUE;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            for (Class<?> exception : clause.exceptions) {
                int distance = 0;
                for (Class<?> type = cause.getClass(); type != null; type = type.getSuperclass()) {
                    if (type == exception) {
                        least = Math.min(least, distance);
                    }
                    distance++;
                }
            }
        }
        return least;
    }
}
