package dev.waypost.relay;

/** The three doors of a relay, named by their use because a test's port numbers are arbitrary. */
public enum Port {
    /** STARTTLS; 587 in the world (RFC 6409). */
    SUBMISSION,
    /** STARTTLS; 2525 in the world, customary. */
    ALTERNATE,
    /** TLS from the first byte; 465 in the world (RFC 8314 section 3.3). */
    IMPLICIT_TLS
}
