package dev.waypost.deliver;

/**
 * Opens connections to one target, and keeps many mails from learning the same trouble one by one:
 * who waited while another failed to connect fails with it, so a blackholed port costs one connect
 * timeout in all. Any thread.
 */
final class Openings {

    private record Failed(SubmissionFailure failure, long at) {}

    private final RelayConnector connector;
    private final LoginProof login;
    private volatile Failed failed;

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
        return login == null ? connect(waitingSince) : login.open(() -> connect(waitingSince));
    }

    /** As {@link #open}, whatever was learned before. */
    RelayTransport probe() throws SubmissionFailure {
        long now = System.nanoTime();
        return login == null ? connect(now) : login.probe(() -> connect(now));
    }

    private RelayTransport connect(long waitingSince) throws SubmissionFailure {
        Failed other = failed;
        if (other != null && other.at() - waitingSince > 0) {
            throw other.failure();
        }
        try {
            return connector.open();
        } catch (SubmissionFailure e) {
            if (!e.isRefusedLogin()) {
                failed = new Failed(e, System.nanoTime());
            }
            throw e;
        }
    }
}
