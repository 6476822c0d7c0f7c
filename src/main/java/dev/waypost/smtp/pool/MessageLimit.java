package dev.waypost.smtp.pool;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How many messages one connection carries: as configured, fewer where the relay said so. What it
 * said is believed for an hour; then one connection finds out again. Any thread.
 */
final class MessageLimit {

    private static final long LASTS_NANOS = Duration.ofHours(1).toNanos();

    private record Learned(int messages, long at) {}

    private final int configured;
    private final LongSupplier nanoTime;
    private volatile Learned learned;

    /**
     * @param configured messages, at least one
     * @param nanoTime as {@link System#nanoTime}
     */
    MessageLimit(int configured, LongSupplier nanoTime) {
        this.configured = configured;
        this.nanoTime = nanoTime;
    }

    /**
     * The relay refused a connection's nth message because it was the nth. Of a first one that
     * cannot be: it is refused, and nothing learned.
     */
    void refused(int nth) {
        if (nth > 1) {
            learned = new Learned(nth - 1, nanoTime.getAsLong());
        }
    }

    /** Messages after which a connection is closed. */
    int now() {
        Learned known = learned;
        boolean holds = known != null && nanoTime.getAsLong() - known.at() < LASTS_NANOS;
        return holds ? Math.min(configured, known.messages()) : configured;
    }
}
