package dev.waypost.deliver;

import dev.waypost.classify.Phase;
import dev.waypost.classify.Trouble;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Opens connections to one target, and keeps many mails from learning the same trouble one by one:
 * who waited while another failed to connect fails with it, and a login that is not proven yet is
 * tried by one at a time, twice at most. So a blackholed port costs one connect timeout in all, and
 * a wrong password two refusals, however many mails wait. Any thread.
 */
final class Openings {

    /** A login that worked so recently needs no proof: connections may open side by side. */
    private static final Duration PROOF = Duration.ofMinutes(1);

    /** How long a refused login is not tried again, but by a probe. */
    private static final Duration REFUSAL = Duration.ofMinutes(1);

    private record Failed(SubmissionFailure failure, long at) {}

    private final RelayConnector connector;
    private final boolean login;
    private final ReentrantLock proving = new ReentrantLock(true);
    private volatile Failed failed;
    private volatile Failed refused;
    private volatile long provenAt;
    private volatile boolean proven;

    Openings(RelayConnector connector, boolean login) {
        this.connector = connector;
        this.login = login;
    }

    /**
     * @param waitingSince {@link System#nanoTime} when the caller began to want a connection
     */
    RelayTransport open(long waitingSince) throws SubmissionFailure {
        if (!login || isProven()) {
            return connect(waitingSince);
        }
        proving.lock();
        try {
            Failed refusal = refused;
            if (refusal != null && System.nanoTime() - refusal.at() < REFUSAL.toNanos()) {
                throw refusal.failure();
            }
            return isProven() ? connect(waitingSince) : prove(waitingSince);
        } finally {
            proving.unlock();
        }
    }

    /** As {@link #open}, whatever was learned before. */
    RelayTransport probe() throws SubmissionFailure {
        proving.lock();
        try {
            return connect(System.nanoTime());
        } finally {
            proving.unlock();
        }
    }

    /** One confirming try on a fresh connection: relays do refuse a good login now and then. */
    private RelayTransport prove(long waitingSince) throws SubmissionFailure {
        try {
            return connect(waitingSince);
        } catch (SubmissionFailure first) {
            if (!isRefusedLogin(first)) {
                throw first;
            }
            return connect(System.nanoTime());
        }
    }

    private RelayTransport connect(long waitingSince) throws SubmissionFailure {
        Failed other = failed;
        if (other != null && other.at() - waitingSince > 0) {
            throw other.failure();
        }
        try {
            RelayTransport transport = connector.open();
            provenAt = System.nanoTime();
            proven = true;
            refused = null;
            return transport;
        } catch (SubmissionFailure e) {
            Failed now = new Failed(e, System.nanoTime());
            if (isRefusedLogin(e)) {
                proven = false;
                refused = now;
            } else {
                failed = now;
            }
            throw e;
        }
    }

    private boolean isProven() {
        return proven && System.nanoTime() - provenAt < PROOF.toNanos();
    }

    private static boolean isRefusedLogin(SubmissionFailure e) {
        Trouble trouble = e.trouble();
        return trouble.phase() == Phase.AUTH
                && trouble.reply() != null
                && trouble.reply().isPermanent();
    }
}
