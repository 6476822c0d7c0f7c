package dev.waypost.classify;

/** Never, as it is: a dead letter. */
public final class PermanentFailure extends DeliveryFailure {
    public PermanentFailure(Outcome outcome) {
        super(outcome);
    }
}
