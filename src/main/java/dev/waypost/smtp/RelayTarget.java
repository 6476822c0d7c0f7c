package dev.waypost.smtp;

import java.util.List;
import java.util.Objects;

/**
 * One submission port with one login: what connections are pooled by. The password belongs to it,
 * so that a changed password never travels on an old login.
 *
 * @param implicitTls TLS from the first byte (RFC 8314 section 3.3); else STARTTLS, always
 * @param host as the certificate says it
 * @param username {@code ""} for no login
 * @param mechanisms of the login, the preferred one first: PLAIN, LOGIN, XOAUTH2
 */
public record RelayTarget(
        boolean implicitTls,
        String host,
        int port,
        String username,
        String password,
        List<String> mechanisms) {

    private static final List<String> CUSTOMARY = List.of("PLAIN", "LOGIN");

    public RelayTarget {
        Objects.requireNonNull(host);
        username = username == null ? "" : username;
        password = password == null ? "" : password;
        mechanisms = List.copyOf(mechanisms);
    }

    /** A target whose login, if there is one, is PLAIN or LOGIN. */
    public RelayTarget(
            boolean implicitTls, String host, int port, String username, String password) {
        this(implicitTls, host, port, username, password, CUSTOMARY);
    }

    /** The same port and login in the other TLS mode. */
    public RelayTarget inOtherMode() {
        return new RelayTarget(!implicitTls, host, port, username, password, mechanisms);
    }

    /** Who logs in where, whatever the port. Never printed. */
    public record Account(String host, String username, String password) {
        @Override
        public String toString() {
            return "an account at " + host;
        }
    }

    public Account account() {
        return new Account(host, username, password);
    }

    public boolean wantsLogin() {
        return !username.isEmpty();
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
