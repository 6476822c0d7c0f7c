package dev.waypost.classify;

/** Later, through a retry topic; in doubt included. */
public final class TransientFailure extends DeliveryFailure {
    public TransientFailure(Outcome outcome) {
        super(outcome);
    }
}
