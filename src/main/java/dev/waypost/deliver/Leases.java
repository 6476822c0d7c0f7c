package dev.waypost.deliver;

import dev.waypost.classify.Phase;
import dev.waypost.classify.Symptom;
import dev.waypost.classify.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The right to use one of a target's connections. Who waits for one is patient while the relay
 * talks on any of them. A port on which nothing was heard for the time of a greeting has fallen
 * silent: those who wait go on to the next port, though those who hold a connection owe the relay
 * more patience (RFC 5321 section 4.5.3.2). Any thread.
 */
final class Leases {

    private final Semaphore free;
    private final int all;
    private final long silence;
    private final long longest;
    private volatile long heardAt = System.nanoTime();

    /**
     * @param all connections at once
     * @param silence from which a port counts as silent
     * @param longest wait for a connection, however much is heard
     */
    Leases(int all, Duration silence, Duration longest) {
        this.free = new Semaphore(all, true);
        this.all = all;
        this.silence = silence.toNanos();
        this.longest = longest.toNanos();
    }

    /** Waits for a lease, to be given back. */
    void take() throws SubmissionFailure {
        long since = System.nanoTime();
        try {
            while (!free.tryAcquire(patience(since), TimeUnit.NANOSECONDS)) {}
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(Symptom.UNKNOWN, "interrupted while waiting for a connection");
        }
    }

    /** Takes a lease if one is free. */
    boolean takeNow() {
        return free.tryAcquire();
    }

    void giveBack() {
        free.release();
    }

    /** The relay answered on one of the connections. */
    void heard() {
        heardAt = System.nanoTime();
    }

    int taken() {
        return all - free.availablePermits();
    }

    /** How much longer to wait before looking again. */
    private long patience(long since) throws SubmissionFailure {
        long now = System.nanoTime();
        long waited = now - since;
        long silent = Math.min(waited, now - heardAt);
        if (waited >= longest) {
            throw failure(
                    Symptom.NO_CONNECTION_FREE,
                    "all %d connections were busy for %d s"
                            .formatted(all, TimeUnit.NANOSECONDS.toSeconds(longest)));
        }
        if (silent >= silence) {
            throw failure(
                    Symptom.TIMEOUT,
                    "nothing was heard on any of %d connections for %d s"
                            .formatted(all, TimeUnit.NANOSECONDS.toSeconds(silence)));
        }
        return Math.min(longest - waited, silence - silent);
    }

    private static SubmissionFailure failure(Symptom symptom, String detail) {
        return new SubmissionFailure(Trouble.of(Phase.CONNECT, symptom, detail), List.of(), null);
    }
}
