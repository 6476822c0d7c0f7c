package dev.waypost.smtp;

import java.util.List;
import java.util.Objects;

/**
 * One submission port with one login: what connections are pooled by. The secret belongs to it, so
 * that a changed password never travels on an old login; a token that is replaced by the next is
 * the same secret.
 *
 * @param implicitTls TLS from the first byte (RFC 8314 section 3.3); else STARTTLS, always
 * @param host as the certificate says it
 * @param username {@code ""} for no login
 * @param mechanisms of the login, the preferred one first
 */
public record RelayTarget(
        boolean implicitTls,
        String host,
        int port,
        String username,
        Secret secret,
        List<String> mechanisms) {

    public RelayTarget {
        Objects.requireNonNull(host);
        Objects.requireNonNull(secret);
        username = username == null ? "" : username;
        mechanisms = List.copyOf(mechanisms);
    }

    /** A target whose login, if there is one, is by any mechanism that can say the secret. */
    public RelayTarget(boolean implicitTls, String host, int port, String username, Secret secret) {
        this(implicitTls, host, port, username, secret, secret.kind().mechanisms());
    }

    /** A target whose login, if there is one, is by password. */
    public RelayTarget(
            boolean implicitTls, String host, int port, String username, String password) {
        this(implicitTls, host, port, username, Secret.password(password));
    }

    /** The same port and login, by one of these mechanisms. */
    public RelayTarget by(List<String> names) {
        return new RelayTarget(implicitTls, host, port, username, secret, names);
    }

    /** The same port and login in the other TLS mode. */
    public RelayTarget inOtherMode() {
        return new RelayTarget(!implicitTls, host, port, username, secret, mechanisms);
    }

    /** Who logs in where, whatever the port. Never printed. */
    public record Account(String host, String username, Secret secret) {
        @Override
        public String toString() {
            return "an account at " + host;
        }
    }

    public Account account() {
        return new Account(host, username, secret);
    }

    public boolean wantsLogin() {
        return !username.isEmpty() || secret.kind() == Secret.Kind.CERTIFICATE;
    }

    /** Whether this is the same account at the same port, perhaps with another password. */
    public boolean isSameAccountAs(RelayTarget other) {
        return implicitTls == other.implicitTls
                && port == other.port
                && host.equals(other.host)
                && username.equals(other.username);
    }

    /** The port without the login: for logs, health and metrics. */
    @Override
    public String toString() {
        return (implicitTls ? "smtps:" : "smtp:") + host + ":" + port;
    }
}
