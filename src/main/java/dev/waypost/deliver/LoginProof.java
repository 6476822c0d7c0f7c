package dev.waypost.deliver;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is known of one login, at whatever port: that it worked lately, or that it was refused. All
 * ports of a relay share the back-end that knows the password, so they share this. A login that is
 * not proven is tried by one at a time, twice at most; a wrong password costs two refusals, however
 * many mails and ports wait. Any thread.
 */
final class LoginProof {

    /** Opens a connection and logs in. */
    interface Opening {
        RelayTransport open() throws SubmissionFailure;
    }

    /** A login that worked so recently needs no proof: connections may open side by side. */
    private static final Duration LASTS = Duration.ofMinutes(1);

    /** How long a refused login is not tried again, but by a probe. */
    private static final Duration REFUSED_FOR = Duration.ofMinutes(1);

    private record Refusal(SubmissionFailure failure, long at) {}

    private final ReentrantLock proving = new ReentrantLock(true);
    private volatile Refusal refusal;
    private volatile long provenAt;
    private volatile boolean proven;

    /** Opens if the login is proven, or proves it. */
    RelayTransport open(Opening opening) throws SubmissionFailure {
        if (!isProven()) {
            proving.lock();
            try {
                // Whoever waited for the proof need not go in single file.
                if (!isProven()) {
                    learn();
                    return triedTwice(opening);
                }
            } finally {
                proving.unlock();
            }
        }
        return tried(opening);
    }

    /** Opens whatever is known, once; beside the others, for the port may be one that swallows. */
    RelayTransport probe(Opening opening) throws SubmissionFailure {
        return tried(opening);
    }

    private void learn() throws SubmissionFailure {
        Refusal last = refusal;
        if (last != null && System.nanoTime() - last.at() < REFUSED_FOR.toNanos()) {
            throw last.failure();
        }
    }

    /** One confirming try on a fresh connection: relays do refuse a good login now and then. */
    private RelayTransport triedTwice(Opening opening) throws SubmissionFailure {
        try {
            return tried(opening);
        } catch (SubmissionFailure first) {
            if (!first.isRefusedLogin()) {
                throw first;
            }
            return tried(opening);
        }
    }

    private RelayTransport tried(Opening opening) throws SubmissionFailure {
        try {
            RelayTransport transport = opening.open();
            provenAt = System.nanoTime();
            proven = true;
            refusal = null;
            return transport;
        } catch (SubmissionFailure e) {
            if (e.isRefusedLogin()) {
                proven = false;
                refusal = new Refusal(e, System.nanoTime());
            }
            throw e;
        }
    }

    private boolean isProven() {
        return proven && System.nanoTime() - provenAt < LASTS.toNanos();
    }
}
