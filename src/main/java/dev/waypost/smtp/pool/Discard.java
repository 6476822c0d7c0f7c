package dev.waypost.smtp.pool;

/** Why a connection was closed instead of kept. */
public enum Discard {
    /** Unused for too long. */
    IDLE,
    /** Open for too long: names and relays move on. */
    AGE,
    /** Carried as many messages as one connection may. */
    MESSAGES,
    /** The relay closed it, or announced that it would, between two messages. */
    STALE,
    /** An I/O error, 421 or a garbled reply: nobody knows where the session stands. */
    BROKEN,
    /** The relay takes fewer connections than there were. */
    OVER_LIMIT,
    /** The pool was closed. */
    CLOSED
}
