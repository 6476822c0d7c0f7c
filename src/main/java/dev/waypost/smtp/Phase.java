package dev.waypost.smtp;

/** Where in the dialogue of RFC 5321 something happened. The order is that of the dialogue. */
public enum Phase {
    /** Before any connection: reading, composing, waiting. */
    LOCAL("local"),
    /** Looking up the relay's address. */
    RESOLVE("resolve"),
    /** The TCP connection. */
    CONNECT("connect"),
    /** Waiting for the 220 of RFC 5321 section 3.1. */
    GREETING("greeting"),
    EHLO("EHLO"),
    /** The STARTTLS command and its reply (RFC 3207). */
    STARTTLS("STARTTLS"),
    /** The handshake, after STARTTLS or from the first byte (RFC 8314 section 3.3). */
    TLS("TLS"),
    /** RFC 4954. */
    AUTH("AUTH"),
    MAIL("MAIL"),
    RCPT("RCPT"),
    /** The DATA command and its 354. */
    DATA("DATA"),
    /** Writing the message, before the final dot was written. */
    BODY("body"),
    /** The final dot was written; its reply decides. */
    END_OF_DATA("end-of-data"),
    /** After the reply to the dot. Nothing that happens here changes the outcome. */
    QUIT("QUIT");

    private final String label;

    Phase(String label) {
        this.label = label;
    }

    /** The phase as the log, events, dead letters and `explain --at` spell it: one word. */
    public String label() {
        return label;
    }
}
