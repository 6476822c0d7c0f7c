package dev.waypost.deliver;

import dev.waypost.classify.Phase;
import dev.waypost.classify.Symptom;
import dev.waypost.classify.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many connections of one pool may be in use at once: as many as configured; fewer for a while
 * where the relay took no more, so that mails wait for an open connection instead of asking for
 * another. One comes back after each calm minute. Who waits longest is served first. Any thread.
 */
final class Leases {

    /** Relays count connections from moment to moment; asking once a minute annoys nobody. */
    private static final long CALM_NANOS = Duration.ofMinutes(1).toNanos();

    private static final class Permits extends Semaphore {
        Permits(int count) {
            super(count, true);
        }

        @Override
        protected void reducePermits(int reduction) {
            super.reducePermits(reduction);
        }
    }

    private final int most;
    private final LongSupplier nanoTime;
    private final Permits permits;
    private int withheld;
    private long lastChange;

    /**
     * @param most at least one
     * @param nanoTime as {@link System#nanoTime}
     */
    Leases(int most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
        this.permits = new Permits(most);
    }

    /**
     * Waits for a lease.
     *
     * @throws SubmissionFailure where none came in time; it does not blame the port
     */
    void take(Duration longest) throws SubmissionFailure {
        try {
            if (permits.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(Symptom.UNKNOWN, "interrupted while waiting for a connection");
        }
        throw failure(
                Symptom.NO_CONNECTION_FREE,
                "all %d connections were busy for %d s".formatted(limit(), longest.toSeconds()));
    }

    void release() {
        permits.release();
    }

    /** One lease fewer from now on; one is always left. */
    synchronized void lower() {
        if (withheld < most - 1) {
            permits.reducePermits(1);
            withheld++;
        }
        lastChange = nanoTime.getAsLong();
    }

    synchronized boolean isLowered() {
        return withheld > 0;
    }

    /** As many as configured again: the relay does not count ours. */
    synchronized void restore() {
        permits.release(withheld);
        withheld = 0;
    }

    /** Gives one lease back if it is time; called every second or so. */
    synchronized void sweep() {
        if (withheld > 0 && nanoTime.getAsLong() - lastChange > CALM_NANOS) {
            permits.release();
            withheld--;
            lastChange = nanoTime.getAsLong();
        }
    }

    /** How many may be in use at once now. */
    synchronized int limit() {
        return most - withheld;
    }

    synchronized int inUse() {
        return limit() - permits.availablePermits();
    }

    private static SubmissionFailure failure(Symptom symptom, String detail) {
        return new SubmissionFailure(Trouble.of(Phase.CONNECT, symptom, detail), List.of(), null);
    }
}
