package dev.waypost.classify;

/** The relay is over a limit: nothing is written, no attempt is counted, mails wait in Kafka. */
public final class RelayThrottled extends DeliveryFailure {
    public RelayThrottled(Outcome outcome) {
        super(outcome);
    }
}
