package dev.waypost.ops.routes;

import dev.waypost.classify.PermanentFailure;
import dev.waypost.classify.PortUnavailable;
import dev.waypost.classify.RelayHalted;
import dev.waypost.classify.RelayThrottled;
import dev.waypost.classify.TransientFailure;
import dev.waypost.compose.UncomposableEvent;
import dev.waypost.intake.InvalidEvent;
import java.util.List;
import org.apache.kafka.common.KafkaException;

/** What can go wrong while a record is carried, and what has to come of it. */
public enum FailureCase {
    HALTED(RelayHalted.class, "halt", null),
    BROKEN_OFF(PortUnavailable.class, null, "brokenOff"),
    UNREACHABLE(PortUnavailable.class, "unreachable", null),
    THROTTLED(RelayThrottled.class, "slowDown", null),
    LATER(TransientFailure.class, null, "conclude"),
    NEVER(PermanentFailure.class, null, "conclude"),
    INVALID(InvalidEvent.class, null, "refuse"),
    UNCOMPOSABLE(UncomposableEvent.class, null, "refuse"),
    UNWRITTEN(KafkaException.class, null, null),
    UNEXPECTED(Exception.class, null, "unexpected"),
    /** An exception that only the route's author knows. */
    OWN(Exception.class, null, null);

    /** What a port may answer. */
    static final List<FailureCase> OF_A_PORT =
            List.of(BROKEN_OFF, UNREACHABLE, THROTTLED, LATER, NEVER, HALTED);

    private final Class<? extends Exception> type;
    private final String circuit;
    private final String verdict;

    FailureCase(Class<? extends Exception> type, String circuit, String verdict) {
        this.type = type;
        this.circuit = circuit;
        this.verdict = verdict;
    }

    public Class<? extends Exception> type() {
        return type;
    }

    /** What the circuit has to be told; null for nothing. */
    public String circuit() {
        return circuit;
    }

    /** The verdict that fits; null where nothing may be written and the record is released. */
    public String verdict() {
        return verdict;
    }

    public boolean isOfThePort() {
        return type == PortUnavailable.class;
    }

    /** Whether it is no word of the vocabulary's own, so that any step may have caused it. */
    public boolean isForeign() {
        return this == UNEXPECTED || this == UNWRITTEN || this == OWN;
    }
}
