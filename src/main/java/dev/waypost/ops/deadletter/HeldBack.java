package dev.waypost.ops.deadletter;

import java.util.Locale;

/** Why a dead letter is not put back. */
public enum HeldBack {
    UNREADABLE("it holds no mail, only the place of records nobody could read"),
    REPLAYED("it was put back before"),
    ACCEPTED("the relay has accepted it for everybody since"),
    TOO_OFTEN("its mail was put back too often already"),
    FORGOTTEN(
            "it failed before what the status topic still holds: it may have been accepted since");

    private final String words;

    HeldBack(String words) {
        this.words = words;
    }

    /** For a person. */
    public String words() {
        return words;
    }

    /** For a program: {@code too_often}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
