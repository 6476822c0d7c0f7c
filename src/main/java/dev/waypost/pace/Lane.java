package dev.waypost.pace;

/** Who goes first where mails wait. The event's {@code priority} by the same names. */
public enum Lane {
    HIGH,
    NORMAL,
    BULK
}
