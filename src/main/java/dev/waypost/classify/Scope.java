package dev.waypost.classify;

/** Who the trouble belongs to; decides what may be retried where. */
public enum Scope {
    /** This submission port: another may do. */
    PORT,
    /** The relay behind all ports: its login, its limits. */
    RELAY,
    /** This message, for all its recipients. */
    MESSAGE,
    /** One recipient. */
    RECIPIENT
}
