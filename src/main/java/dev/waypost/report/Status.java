package dev.waypost.report;

import java.util.Locale;

/** What became of a mail, or of one recipient, as status events and the log say it. */
public enum Status {
    /** The relay has it. */
    ACCEPTED,
    /** The relay has it for some recipients, and the others are given up; said of a mail only. */
    PARTLY_ACCEPTED,
    /** The relay had it before; it was not sent again. */
    DUPLICATE,
    /** It is tried again. */
    DEFERRED,
    /** In doubt, and tried again. */
    UNCERTAIN,
    /** Given up by the relay's word, or because nothing can be made of the record. */
    REJECTED,
    /** In doubt, and given up for a person to decide. */
    HELD,
    /** Given up: too old, or tried too often. */
    EXPIRED,
    /** Put back from the dead letters by a person. */
    REPLAYED;

    /** {@code accepted}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing is left to be done for it. */
    boolean isDelivered() {
        return this == ACCEPTED || this == DUPLICATE;
    }
}
