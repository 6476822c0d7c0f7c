package dev.waypost.smtp.pool;

import dev.waypost.smtp.Phase;
import dev.waypost.smtp.PhaseTimes;

/**
 * What whoever wants a connection opened says about it, and hears on the way. Called by the thread
 * that opens it.
 */
public interface ConnectionRequest {

    /**
     * {@link System#nanoTime} when the connection was first wanted: a login that was refused after
     * that is not tried again.
     */
    long since();

    /** Made to find out, not for a mail: it waits for no other attempt at the port. */
    default boolean isProbe() {
        return true;
    }

    /** Tries the login once though it is known to be refused. */
    default boolean isInsistent() {
        return false;
    }

    /** Confirms a refused login at once, on a fresh connection. */
    default boolean confirms() {
        return true;
    }

    /** The relay has answered so far; from now on it owes the end of this phase. */
    default void awaiting(Phase phase) {}

    /** Whether the connection has become needless, now that its login is next. */
    default boolean isOutrun() {
        return false;
    }

    /** The relay let us in. */
    default void loggedIn() {}

    /** The connection is open, or not to be had. */
    default void over() {}

    /**
     * For a mail that waits.
     *
     * @param times the attempt's; waiting for another's try at the port counts as connecting
     */
    static ConnectionRequest ofMail(long since, PhaseTimes times) {
        return new ConnectionRequest() {
            private Phase awaited = Phase.CONNECT;

            @Override
            public void awaiting(Phase phase) {
                times.ended(awaited);
                awaited = phase;
            }

            @Override
            public void over() {
                times.ended(awaited);
            }

            @Override
            public long since() {
                return since;
            }

            @Override
            public boolean isProbe() {
                return false;
            }
        };
    }

    /** For a port that may be back: its login tried once, and only if nothing speaks against it. */
    static ConnectionRequest ofProbe(long since) {
        return new ConnectionRequest() {
            @Override
            public long since() {
                return since;
            }

            @Override
            public boolean confirms() {
                return false;
            }
        };
    }
}
