package dev.waypost.carry;

import static dev.waypost.report.Receipts.Report.DEAD_LETTER;
import static dev.waypost.report.Receipts.Report.LANE;
import static dev.waypost.report.Receipts.Report.RETRY;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.camel.Predicate;

/**
 * What the conditions of the routes ask a delivery: {@code filter: {ref: duplicate}}. Camel finds
 * them when a route is created, so a name that is none stops the start, and asks without a look-up
 * or reflection. One that is asked of another body throws: no condition is silently false.
 */
public final class Conditions {

    /** By name; what {@code ref:} may say. */
    public static final Map<String, Predicate> ALL =
            Map.of(
                    "recalled", asks(Delivery::isRecalled),
                    "underWay", asks(Delivery::isUnderWay),
                    "duplicate", asks(Delivery::isDuplicate),
                    "brokenOff", asks(Conditions::isBrokenOff),
                    "statusDue", asks(Conditions::isStatusDue),
                    "deferred", asks(delivery -> delivery.reports().owes(RETRY)),
                    "deadLettered", asks(delivery -> delivery.reports().owes(DEAD_LETTER)),
                    "misplaced", asks(delivery -> delivery.reports().owes(LANE)));

    private static Predicate asks(java.util.function.Predicate<Delivery> question) {
        return exchange -> question.test(Delivery.in(exchange));
    }

    /** Whether a port of this pass began with the message and broke off. */
    private static boolean isBrokenOff(Delivery delivery) {
        return delivery.attempts() != null && delivery.attempts().brokenOff().isPresent();
    }

    private static boolean isStatusDue(Delivery delivery) {
        return delivery.result() != null && delivery.result().statusDue();
    }

    @Produces @Singleton @Named final Predicate recalled = ALL.get("recalled");
    @Produces @Singleton @Named final Predicate underWay = ALL.get("underWay");
    @Produces @Singleton @Named final Predicate duplicate = ALL.get("duplicate");
    @Produces @Singleton @Named final Predicate brokenOff = ALL.get("brokenOff");
    @Produces @Singleton @Named final Predicate statusDue = ALL.get("statusDue");
    @Produces @Singleton @Named final Predicate deferred = ALL.get("deferred");
    @Produces @Singleton @Named final Predicate deadLettered = ALL.get("deadLettered");
    @Produces @Singleton @Named final Predicate misplaced = ALL.get("misplaced");
}
