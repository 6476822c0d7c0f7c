package dev.waypost.lane;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who goes first where mails wait, the highest first. The event's {@code priority} likewise. */
public enum Lane {
    HIGH,
    NORMAL,
    BULK;

    /** The lane that is called so; empty for any other name, and for null. */
    public static Optional<Lane> named(String name) {
        return Arrays.stream(values()).filter(lane -> lane.label().equals(name)).findAny();
    }

    /** As settings, topics, events and metrics call it: {@code high}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What its topics' names end with: {@code .high}; nothing for the normal lane. */
    public String suffix() {
        return this == NORMAL ? "" : "." + label();
    }
}
