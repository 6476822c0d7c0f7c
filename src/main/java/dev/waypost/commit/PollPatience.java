package dev.waypost.commit;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a polling thread may still wait for room. What was polled waits a while: reading large
 * records again because some of them found none would cost more than carrying them. Each polling
 * thread has its own.
 */
final class PollPatience {

    private final ThreadLocal<Long> until = new ThreadLocal<>();
    private final Duration longest;
    private final LongSupplier nanoTime;

    /**
     * @param longest after each poll
     * @param nanoTime as {@link System#nanoTime}
     */
    PollPatience(Duration longest, LongSupplier nanoTime) {
        this.longest = longest;
        this.nanoTime = nanoTime;
    }

    /** This thread has polled. */
    void polled() {
        until.set(nanoTime.getAsLong() + longest.toNanos());
    }

    /** None before the first poll. */
    Duration left() {
        Long end = until.get();
        return end == null ? Duration.ZERO : Duration.ofNanos(end - nanoTime.getAsLong());
    }
}
