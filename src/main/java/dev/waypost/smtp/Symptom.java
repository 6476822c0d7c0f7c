package dev.waypost.smtp;

/** What was seen when a submission went wrong, before anybody judges it. */
public enum Symptom {
    /** The relay replied; the reply decides. */
    REPLY,
    UNKNOWN_HOST,
    /** Connection refused. */
    REFUSED,
    /** No route, network down, or any other failure to connect. */
    UNREACHABLE,
    /** Nothing came, or nothing could be written, in the phase's time. */
    TIMEOUT,
    /** The connection was closed or reset by the other side. */
    CLOSED,
    /** A required extension (STARTTLS, AUTH, a login mechanism, SMTPUTF8) is not offered. */
    NOT_OFFERED,
    /** An address that no command can carry: with a line break, or a bracket outside of quotes. */
    UNSAYABLE,
    /** The message is larger than the limit that the relay announced (RFC 1870). */
    TOO_LARGE,
    /** The certificate is not trusted, or names another host. */
    UNTRUSTED,
    /** The handshake failed otherwise: protocol version, cipher, an alert. */
    HANDSHAKE_FAILED,
    /** The relay asked for a certificate of ours and left, in the handshake or right after it. */
    CERTIFICATE_WANTED,
    /**
     * Plaintext where TLS was expected, or TLS where plaintext was: the port wants the other mode.
     */
    WRONG_TLS_MODE,
    /** No access token to log in with, for now: the token server is away, or answers rubbish. */
    NO_TOKEN,
    /** The token server does not give a token to this application or for this account. */
    TOKEN_REFUSED,
    /** Something that is no SMTP reply, or none that this command can have. */
    GARBLED,
    /** Our own limit: all connections were in use for too long. Says nothing about the port. */
    NO_CONNECTION_FREE,
    /** Our own limit: the pace of the relay account left no turn for too long. */
    NO_TURN,
    /** Waypost stops and has closed the connection itself. Says nothing about the relay. */
    ABANDONED,
    /** Anything else. */
    UNKNOWN
}
