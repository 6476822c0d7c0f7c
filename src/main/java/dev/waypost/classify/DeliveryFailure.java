package dev.waypost.classify;

/**
 * A verdict that the routes act on; which subclass it is decides where the mail goes next. Carries
 * no stack trace: it is an answer, not a defect.
 */
public abstract sealed class DeliveryFailure extends Exception
        permits PortUnavailable, TransientFailure, PermanentFailure, RelayThrottled, RelayHalted {

    private final transient Outcome outcome;

    DeliveryFailure(Outcome outcome) {
        super(outcome.reason().slug() + ": " + outcome.detail(), null, false, false);
        this.outcome = outcome;
    }

    /** Why; never null. */
    public Outcome outcome() {
        return outcome;
    }
}
