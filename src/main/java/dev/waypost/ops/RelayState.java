package dev.waypost.ops;

import dev.waypost.deliver.RelayCircuit;
import dev.waypost.pace.PaceView;

/**
 * What a person is told of the relay at one moment: whether mails go to it, and how fast.
 *
 * @param pace in force where they go
 */
public record RelayState(RelayCircuit.View circuit, PaceView pace) {

    /** The circuit's; mails that the relay's replies have slowed down are throttled, too. */
    public RelayCircuit.State state() {
        boolean held = circuit.state() == RelayCircuit.State.RUNNING && pace.isThrottled();
        return held ? RelayCircuit.State.THROTTLED : circuit.state();
    }

    /** {@code throttled, 13.6/s of 14/s (profile)}. */
    @Override
    public String toString() {
        return state().word() + ", " + pace.text();
    }
}
