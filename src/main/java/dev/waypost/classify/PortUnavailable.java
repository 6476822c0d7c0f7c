package dev.waypost.classify;

/** Trouble of the submission port itself: the next port may take the mail. */
public final class PortUnavailable extends DeliveryFailure {
    public PortUnavailable(Outcome outcome) {
        super(outcome);
    }
}
