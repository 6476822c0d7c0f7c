package dev.waypost.smtp.pool;

import dev.waypost.smtp.Phase;
import dev.waypost.smtp.RelayConnector;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Single-flight login: what is known of one login, at whatever port. All ports of a relay share the
 * back-end that knows the password, so they share this. A login that is not proven is tried by one
 * at a time, twice at most, so that a wrong password costs two refusals however many mails and
 * ports wait; where the relay does not answer the one, the other need not wait for it. Nothing but
 * AUTH is under this lock. Any thread.
 */
final class LoginProof {

    /** The second one confirms the first: relays do refuse a good login now and then. */
    private static final int TRIES = 2;

    /** A login that worked a moment ago needs no proof: many may follow side by side. */
    private static final long PROVEN_NANOS = Duration.ofSeconds(2).toNanos();

    /** The second try does not wait for an answer to the first that takes longer. */
    private static final long HEAD_START_MILLIS = 500;

    /** How long a refused login is not tried again, but by a probe of the relay. */
    private static final long REFUSED_NANOS = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanoTime;
    private int underWay;
    private long lastBegan;
    private boolean proven;
    private long provenAt;
    private int refusals;
    private SubmissionFailure refusal;
    private long refusedAt;

    /**
     * @param nanoTime as {@link System#nanoTime}
     */
    LoginProof(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Logs in when it is this caller's turn.
     *
     * @param since when the caller began to want a connection, by the same clock: what was refused
     *     after that is refused to it too
     * @param insistent tries once though the login is known to be refused
     * @throws SubmissionFailure the refusal that others met, or what came of the own attempt
     */
    void prove(long since, boolean insistent, RelayConnector.LogIn attempt)
            throws SubmissionFailure {
        boolean counted = begin(since, insistent);
        try {
            attempt.logIn();
            accepted();
        } catch (SubmissionFailure e) {
            if (e.isRefusedLogin()) {
                refused(e);
            }
            throw e;
        } finally {
            if (counted) {
                end();
            }
        }
    }

    /** Fails where the login is known to be refused: then no connection is worth opening. */
    synchronized void learn(long since, boolean insistent) throws SubmissionFailure {
        boolean news = refusal != null && refusedAt - since > 0;
        boolean known =
                refusals >= TRIES && (news || nanoTime.getAsLong() - refusedAt < REFUSED_NANOS);
        if (insistent ? news : known) {
            throw refusal;
        }
    }

    /** Whether it worked a moment ago. */
    synchronized boolean isProven() {
        return proven && nanoTime.getAsLong() - provenAt < PROVEN_NANOS;
    }

    private synchronized boolean begin(long since, boolean insistent) throws SubmissionFailure {
        while (!isProven()) {
            learn(since, insistent);
            // Confirmed, but long ago, or this one insists: one more.
            int spent = refusals >= TRIES ? TRIES - 1 : refusals;
            long headStart = HEAD_START_MILLIS - millisSince(lastBegan);
            if (spent + underWay < TRIES && (underWay == 0 || headStart <= 0)) {
                underWay++;
                lastBegan = nanoTime.getAsLong();
                return true;
            }
            awaitTurn(spent + underWay < TRIES ? headStart : 0);
        }
        return false;
    }

    private void awaitTurn(long millis) throws SubmissionFailure {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SubmissionFailure(
                    Trouble.of(Phase.AUTH, Symptom.ABANDONED, "interrupted while others log in"));
        }
    }

    private long millisSince(long moment) {
        return (nanoTime.getAsLong() - moment) / 1_000_000;
    }

    private synchronized void accepted() {
        proven = true;
        provenAt = nanoTime.getAsLong();
        refusals = 0;
        refusal = null;
        notifyAll();
    }

    private synchronized void refused(SubmissionFailure failure) {
        proven = false;
        refusals++;
        refusal = failure;
        refusedAt = nanoTime.getAsLong();
        notifyAll();
    }

    private synchronized void end() {
        underWay--;
        notifyAll();
    }
}
