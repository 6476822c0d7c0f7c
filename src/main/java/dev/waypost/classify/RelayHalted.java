package dev.waypost.classify;

/** Every mail would fail: consumption pauses and nothing is written. */
public final class RelayHalted extends DeliveryFailure {
    public RelayHalted(Outcome outcome) {
        super(outcome);
    }
}
