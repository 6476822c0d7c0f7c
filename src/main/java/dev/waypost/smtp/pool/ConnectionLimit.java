package dev.waypost.smtp.pool;

import dev.waypost.lane.Lane;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Adaptive connection limit: the right to use one of a target's connections. As many as configured;
 * fewer for a while where the relay took no more, so that mails wait for an open connection instead
 * of asking for another. The higher lane is served first, within a lane who waits longest, and is
 * patient while the relay talks on any of them. A port on which nothing was heard for the time of a
 * greeting has fallen silent: those who wait go on to the next port, though those who hold a
 * connection owe the relay more patience (RFC 5321 section 4.5.3.2). Any thread.
 */
final class ConnectionLimit {

    /** Relays count connections from moment to moment; asking once a minute annoys nobody. */
    private static final long RESTORE_INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

    private final int most;
    private final long silence;
    private final long longest;
    private final LongSupplier nanoTime;
    private final Permits permits;
    private volatile long heardAt;
    private int withheld;
    private int givenBack;
    private long lastChange;

    /**
     * @param nanoTime as {@link System#nanoTime}
     */
    ConnectionLimit(PoolLimits limits, LongSupplier nanoTime) {
        this.most = limits.connections();
        this.silence = limits.silence().toNanos();
        this.longest = limits.longestWait().toNanos();
        this.nanoTime = nanoTime;
        this.permits = new Permits(most, limits.leastShare());
        this.heardAt = nanoTime.getAsLong();
    }

    /**
     * Waits for a lease, to be released.
     *
     * @throws SubmissionFailure where none came in time: a timeout where the port fell silent; else
     *     it does not blame the port
     */
    void take(Lane lane) throws SubmissionFailure {
        long since = nanoTime.getAsLong();
        try {
            while (!permits.take(lane, patience(since))) {}
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(Symptom.UNKNOWN, "interrupted while waiting for a connection");
        }
    }

    /** Takes a lease if one is free. */
    boolean takeNow() {
        return permits.takeNow();
    }

    void release() {
        permits.add(1);
    }

    /** The relay answered on one of the connections. */
    void heard() {
        heardAt = nanoTime.getAsLong();
    }

    /** Nothing was heard on any of the connections for the time of a greeting. */
    boolean isSilent() {
        return nanoTime.getAsLong() - heardAt >= silence;
    }

    /**
     * Whether the open ones seem to work though a further one failed.
     *
     * @param symptom of that one: where its packets were dropped, theirs may be too
     * @param since when it was tried
     */
    boolean isAnswered(Symptom symptom, long since) {
        return symptom == Symptom.TIMEOUT ? heardAt - since > 0 : !isSilent();
    }

    /**
     * Fewer leases from now on: as many as the relay is known to take, at any rate one fewer than
     * there are; one is always left.
     *
     * @param taken how many the relay took beside the one that it did not
     * @return false where that was the last one already
     */
    synchronized boolean lower(int taken) {
        lastChange = nanoTime.getAsLong();
        givenBack = 0;
        if (withheld == most - 1) {
            return false;
        }
        int left = taken > 0 ? Math.min(limit() - 1, taken) : limit() - 1;
        permits.add(left - limit());
        withheld = most - left;
        return true;
    }

    synchronized boolean isLowered() {
        return withheld > 0;
    }

    /** As many as configured again: the relay does not count ours. */
    synchronized void restore() {
        permits.add(withheld);
        withheld = 0;
    }

    /**
     * Gives one lease back if it is time, and each calm minute twice as many; called every second
     * or so.
     */
    synchronized void sweep() {
        if (withheld > 0 && nanoTime.getAsLong() - lastChange > RESTORE_INTERVAL_NANOS) {
            givenBack = Math.min(withheld, Math.max(1, 2 * givenBack));
            permits.add(givenBack);
            withheld -= givenBack;
            lastChange = nanoTime.getAsLong();
        }
    }

    /** How many may be in use at once now. */
    synchronized int limit() {
        return most - withheld;
    }

    synchronized int inUse() {
        return limit() - permits.available();
    }

    /** How much longer to wait before looking again. */
    private long patience(long since) throws SubmissionFailure {
        long now = nanoTime.getAsLong();
        long waited = now - since;
        long silent = Math.min(waited, now - heardAt);
        if (waited >= longest) {
            throw failure(
                    Symptom.NO_CONNECTION_FREE,
                    "all %d connections were busy for %d s"
                            .formatted(limit(), TimeUnit.NANOSECONDS.toSeconds(longest)));
        }
        if (silent >= silence) {
            throw failure(
                    Symptom.TIMEOUT,
                    "nothing was heard on any of %d connections for %d s"
                            .formatted(limit(), TimeUnit.NANOSECONDS.toSeconds(silence)));
        }
        return Math.min(longest - waited, silence - silent);
    }

    private static SubmissionFailure failure(Symptom symptom, String detail) {
        return new SubmissionFailure(Trouble.of(Phase.CONNECT, symptom, detail));
    }
}
