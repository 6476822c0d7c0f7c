package dev.waypost.smtp.pool;

import dev.waypost.smtp.Phase;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * Single-flight: what is not known to work is tried by one caller, or a few, while the others wait
 * for the result and share it, so that a dead port or a wrong password is found out once and not by
 * each mail. What worked lately is done side by side. No lock is held while a try runs. Any thread.
 */
public final class SingleFlight {

    /** Somebody got through so recently: connections may be opened side by side. */
    private static final Duration PORT_PROVEN = Duration.ofMinutes(1);

    /** Until port health knows of a timeout, mails come that do not know of it yet. */
    private static final Duration TIMEOUT_SHARED = Duration.ofSeconds(2);

    /** A login that worked a moment ago needs no proof: many may follow side by side. */
    private static final Duration LOGIN_PROVEN = Duration.ofSeconds(2);

    /** How long a refused login is not tried again, but by a probe of the relay. */
    private static final Duration REFUSAL_SHARED = Duration.ofMinutes(1);

    /** The second one confirms the first: relays do refuse a good login now and then. */
    private static final int LOGIN_TRIES = 2;

    /** The second try does not wait for an answer to the first that takes longer. */
    private static final long HEAD_START_MILLIS = 500;

    private final LongSupplier nanoTime;
    private final int tries;
    private final Duration provenFor;
    private final ToLongFunction<SubmissionFailure> sharedNanos;
    private int underWay;
    private long lastBegan;
    private boolean proven;
    private long provenAt;
    private int failures;
    private SubmissionFailure failure;
    private long failedAt;

    private SingleFlight(
            LongSupplier nanoTime,
            int tries,
            Duration provenFor,
            ToLongFunction<SubmissionFailure> sharedNanos) {
        this.nanoTime = nanoTime;
        this.tries = tries;
        this.provenFor = provenFor;
        this.sharedNanos = sharedNanos;
    }

    /**
     * For connections to one port: one at a time until one got through.
     *
     * @param nanoTime as {@link System#nanoTime}
     */
    static SingleFlight ofPort(LongSupplier nanoTime) {
        return new SingleFlight(
                nanoTime,
                1,
                PORT_PROVEN,
                e -> e.trouble().symptom() == Symptom.TIMEOUT ? TIMEOUT_SHARED.toNanos() : 0);
    }

    /**
     * For one login, at whatever port: all ports of a relay share the back-end that knows the
     * password. Two tries at most, so that a wrong one costs two refusals in all.
     *
     * @param nanoTime as {@link System#nanoTime}
     */
    public static SingleFlight ofLogin(LongSupplier nanoTime) {
        return new SingleFlight(nanoTime, LOGIN_TRIES, LOGIN_PROVEN, e -> REFUSAL_SHARED.toNanos());
    }

    /** One try. To be told how it ended, where that says something, and to be closed. */
    final class Try implements AutoCloseable {

        private boolean counted;

        private Try(boolean counted) {
            this.counted = counted;
        }

        /** It worked: those who wait may begin side by side. */
        void succeeded() {
            synchronized (SingleFlight.this) {
                proven = true;
                provenAt = nanoTime.getAsLong();
                failures = 0;
                failure = null;
                close();
            }
        }

        /** It failed, as it would for the others: they share this. */
        void failed(SubmissionFailure e) {
            synchronized (SingleFlight.this) {
                if (e != failure) { // else it is what this one was told by others
                    proven = false;
                    failures++;
                    failure = e;
                    failedAt = nanoTime.getAsLong();
                }
                close();
            }
        }

        /** It is over; where it was told nothing, the next one tries. */
        @Override
        public void close() {
            synchronized (SingleFlight.this) {
                if (counted) {
                    counted = false;
                    underWay--;
                }
                SingleFlight.this.notifyAll();
            }
        }
    }

    /**
     * Waits until this caller may try.
     *
     * @param request who wants it, since when
     * @throws SubmissionFailure the failure of those who tried meanwhile
     */
    synchronized Try begin(ConnectionRequest request) throws SubmissionFailure {
        while (!isProven()) {
            learn(request);
            // Confirmed, but long ago, or this one insists: one more.
            int spent = Math.min(failures, tries - 1);
            long headStart = HEAD_START_MILLIS - millisSince(lastBegan);
            boolean left = spent + underWay < tries;
            if (left && (underWay == 0 || headStart <= 0)) {
                underWay++;
                lastBegan = nanoTime.getAsLong();
                return new Try(true);
            }
            await(left ? headStart : 0);
        }
        return new Try(false);
    }

    /** Tries at once, beside whoever does, whatever was learned before. */
    Try beside() {
        return new Try(false);
    }

    /**
     * Fails where a try is known to be in vain.
     *
     * @throws SubmissionFailure what others met
     */
    synchronized void learn(ConnectionRequest request) throws SubmissionFailure {
        if (failure == null) {
            return;
        }
        boolean news = failedAt - request.since() > 0;
        boolean shared =
                failures >= tries
                        && failedAt + sharedNanos.applyAsLong(failure) - request.since() > 0;
        if (request.isInsistent() ? news : shared) {
            throw failure;
        }
    }

    /** Whether it worked lately. */
    private boolean isProven() {
        return proven && nanoTime.getAsLong() - provenAt < provenFor.toNanos();
    }

    private void await(long millis) throws SubmissionFailure {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SubmissionFailure(
                    Trouble.of(
                            Phase.CONNECT, Symptom.ABANDONED, "interrupted while another tries"));
        }
    }

    private long millisSince(long moment) {
        return (nanoTime.getAsLong() - moment) / 1_000_000;
    }
}
