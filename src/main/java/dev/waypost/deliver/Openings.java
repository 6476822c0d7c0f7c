package dev.waypost.deliver;

import dev.waypost.classify.Symptom;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Single-flight connect: opens connections to one target, and keeps many mails from learning the
 * same trouble one by one. Where nobody got through lately, one tries and the others wait for what
 * comes of it; who waited while another failed fails with it. So a blackholed port costs one
 * connect timeout in all. Any thread.
 */
final class Openings {

    /** Somebody got through so recently: connections may open side by side. */
    private static final Duration LASTS = Duration.ofMinutes(1);

    /** Until a timeout is known at the door of the port, mails come that do not know of it yet. */
    private static final Duration NEWS_TRAVELS = Duration.ofSeconds(2);

    private record Failed(SubmissionFailure failure, long knownUntil) {}

    private final RelayConnector connector;
    private final LoginProof login;
    private final ReentrantLock trying = new ReentrantLock(true);
    private volatile Failed failed;
    private volatile boolean open;
    private volatile long openAt;

    /**
     * @param login shared with the other ports of the same account; null where there is no login
     */
    Openings(RelayConnector connector, LoginProof login) {
        this.connector = connector;
        this.login = login;
    }

    /**
     * @param waitingSince {@link System#nanoTime} when the caller began to want a connection
     */
    RelayTransport open(long waitingSince) throws SubmissionFailure {
        if (!isOpen()) {
            trying.lock();
            try {
                // Whoever waited behind the first to get through need not go in single file.
                if (!isOpen()) {
                    learn(waitingSince);
                    return confirmed(waitingSince);
                }
            } finally {
                trying.unlock();
            }
        }
        learn(waitingSince);
        return confirmed(waitingSince);
    }

    /**
     * Opens once, beside whoever tries, whatever was learned before.
     *
     * @param since {@link System#nanoTime} when the round of probes began that this one is part of
     * @param insistent also where the login is known to be refused
     */
    RelayTransport probe(long since, boolean insistent) throws SubmissionFailure {
        return tried(since, insistent);
    }

    private void learn(long waitingSince) throws SubmissionFailure {
        Failed other = failed;
        if (other != null && other.knownUntil() - waitingSince > 0) {
            throw other.failure();
        }
    }

    /** A refused login is confirmed on a fresh connection, unless others have done so. */
    private RelayTransport confirmed(long since) throws SubmissionFailure {
        try {
            return tried(since, false);
        } catch (SubmissionFailure first) {
            if (!first.isRefusedLogin()) {
                throw first;
            }
            return tried(since, false);
        }
    }

    private RelayTransport tried(long since, boolean insistent) throws SubmissionFailure {
        try {
            if (login != null) {
                login.learn(since, insistent);
            }
            RelayTransport transport =
                    connector.open(attempt -> login.prove(since, insistent, attempt));
            failed = null;
            openAt = System.nanoTime();
            open = true;
            return transport;
        } catch (SubmissionFailure e) {
            if (!e.isRefusedLogin()) {
                boolean slow = e.trouble().symptom() == Symptom.TIMEOUT;
                long now = System.nanoTime();
                failed = new Failed(e, slow ? now + NEWS_TRAVELS.toNanos() : now);
                open = false;
            }
            throw e;
        }
    }

    /** A login that is not proven goes in single file too, so that who waits can learn of it. */
    private boolean isOpen() {
        return open
                && System.nanoTime() - openAt < LASTS.toNanos()
                && (login == null || login.isProven());
    }
}
