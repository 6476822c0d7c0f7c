package dev.waypost.smtp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How long each phase of one attempt took: a stopwatch that is pressed at the end of each. What
 * passes before the first is {@link Phase#LOCAL}: waiting for a turn and for a connection. With
 * PIPELINING (RFC 2920) the first reply of a group bears the round trip of all. One thread at a
 * time.
 */
public final class PhaseTimes {

    /**
     * One stretch of time in one phase; a phase may have several.
     *
     * @param from monotonic nanoseconds; {@code to} likewise
     */
    public record Stretch(Phase phase, long from, long to) {}

    private final LongSupplier nanoTime;
    private final List<Stretch> stretches = new ArrayList<>(8);
    private final long begun;
    private long since;

    /**
     * @param nanoTime as {@link System#nanoTime}
     */
    public PhaseTimes(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        begun = nanoTime.getAsLong();
        since = begun;
    }

    /** Monotonic nanoseconds of the beginning. */
    public long begun() {
        return begun;
    }

    /** What passed since the last call belongs to this phase. */
    public void ended(Phase phase) {
        long now = nanoTime.getAsLong();
        stretches.add(new Stretch(phase, since, now));
        since = now;
    }

    /** In the order in which they ended. */
    public List<Stretch> stretches() {
        return List.copyOf(stretches);
    }

    /** A phase as its time is told: what passes before the first is waiting. */
    public static String label(Phase phase) {
        return phase == Phase.LOCAL ? "waiting" : phase.label();
    }

    /** The sum of each phase that was entered, in the order of the dialogue. */
    public Map<Phase, Duration> sums() {
        Map<Phase, Duration> sums = new EnumMap<>(Phase.class);
        for (Stretch each : stretches) {
            sums.merge(each.phase(), Duration.ofNanos(each.to() - each.from()), Duration::plus);
        }
        return sums;
    }

    /** For logs. */
    @Override
    public String toString() {
        return sums().toString();
    }
}
