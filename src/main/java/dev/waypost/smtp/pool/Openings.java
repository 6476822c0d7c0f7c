package dev.waypost.smtp.pool;

import dev.waypost.smtp.Outrun;
import dev.waypost.smtp.RelayConnector;
import dev.waypost.smtp.RelayTransport;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.Symptom;
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
                    return knock(Knock.ofMail(waitingSince));
                }
            } finally {
                trying.unlock();
            }
        }
        learn(waitingSince);
        return knock(Knock.ofMail(waitingSince));
    }

    /** Opens one, beside whoever tries, whatever was learned before. */
    RelayTransport knock(Knock knock) throws SubmissionFailure {
        try {
            return tried(knock);
        } catch (SubmissionFailure first) {
            // A refused login is confirmed on a fresh connection, unless others have done so.
            if (!first.isRefusedLogin() || !knock.confirms()) {
                throw first;
            }
            return tried(knock);
        }
    }

    private void learn(long waitingSince) throws SubmissionFailure {
        Failed other = failed;
        if (other != null && other.knownUntil() - waitingSince > 0) {
            throw other.failure();
        }
    }

    private RelayTransport tried(Knock knock) throws SubmissionFailure {
        try {
            if (login != null) {
                login.learn(knock.since(), knock.isInsistent());
            }
            RelayTransport transport =
                    connector.open(attempt -> logIn(attempt, knock), knock::awaiting);
            failed = null;
            openAt = System.nanoTime();
            open = true;
            return transport;
        } catch (SubmissionFailure e) {
            if (!e.isRefusedLogin() && !(e instanceof Outrun)) {
                boolean slow = e.trouble().symptom() == Symptom.TIMEOUT;
                long now = System.nanoTime();
                failed = new Failed(e, slow ? now + NEWS_TRAVELS.toNanos() : now);
                open = false;
            }
            throw e;
        }
    }

    private void logIn(RelayConnector.LogIn attempt, Knock knock) throws SubmissionFailure {
        login.prove(
                knock.since(),
                knock.isInsistent(),
                () -> {
                    if (knock.isOutrun()) {
                        throw new Outrun();
                    }
                    attempt.logIn();
                    knock.loggedIn();
                });
    }

    /** A login that is not proven goes in single file too, so that who waits can learn of it. */
    private boolean isOpen() {
        return open
                && System.nanoTime() - openAt < LASTS.toNanos()
                && (login == null || login.isProven());
    }
}
