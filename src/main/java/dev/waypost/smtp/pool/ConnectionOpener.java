package dev.waypost.smtp.pool;

import dev.waypost.smtp.Outrun;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.client.RelayConnector;
import dev.waypost.smtp.client.RelayTransport;
import java.util.function.LongSupplier;

/**
 * Opens connections to one port. While the port is unproven only one connection attempt runs at a
 * time and the other mails wait for its result, so that a port that swallows packets costs one
 * connect timeout in all. While the login is unproven only AUTH waits, on a connection that is
 * ready for it. Any thread.
 */
final class ConnectionOpener {

    private final RelayConnector connector;
    private final SingleFlight port;
    private final SingleFlight login;

    /**
     * @param login shared with the other ports of the same account; null where there is no login
     * @param nanoTime as {@link System#nanoTime}
     */
    ConnectionOpener(RelayConnector connector, SingleFlight login, LongSupplier nanoTime) {
        this.connector = connector;
        this.login = login;
        this.port = SingleFlight.ofPort(nanoTime);
    }

    RelayTransport open(ConnectionRequest request) throws SubmissionFailure {
        try {
            return tried(request);
        } catch (SubmissionFailure first) {
            // A refused login is confirmed on a fresh connection, unless others have done so.
            if (!first.isRefusedLogin() || !request.confirms()) {
                throw first;
            }
            return tried(request);
        } finally {
            request.over();
        }
    }

    private RelayTransport tried(ConnectionRequest request) throws SubmissionFailure {
        if (login != null) {
            login.learn(request);
        }
        try (SingleFlight.Try connecting =
                request.isProbe() ? port.beside() : port.begin(request)) {
            try {
                RelayTransport transport =
                        connector.open(auth -> logIn(auth, request, connecting), request::awaiting);
                connecting.succeeded();
                return transport;
            } catch (SubmissionFailure e) {
                if (!e.isRefusedLogin() && !(e instanceof Outrun)) {
                    connecting.failed(e);
                }
                throw e;
            }
        }
    }

    private void logIn(
            RelayConnector.LogIn auth, ConnectionRequest request, SingleFlight.Try connecting)
            throws SubmissionFailure {
        connecting.succeeded(); // The port talks: others connect beside this one.
        try (SingleFlight.Try turn = login.begin(request)) {
            if (!request.isProbe()) {
                port.learn(request); // A port that does not answer AUTH holds up nobody twice.
            }
            if (request.isOutrun()) {
                throw new Outrun();
            }
            try {
                auth.logIn();
            } catch (SubmissionFailure e) {
                // Before the turn ends: who is next learns of it instead of trying the same.
                (e.isRefusedLogin() ? turn : connecting).failed(e);
                throw e;
            }
            turn.succeeded();
            request.loggedIn();
        }
    }
}
