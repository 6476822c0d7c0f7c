package dev.waypost.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What becomes of a mail in doubt: its final dot was sent and not answered (RFC 5321 section 6.1).
 */
public enum InDoubt {
    /** It is sent again, late, with the same Message-ID. */
    RETRY_LATER,
    /** It waits for a person, as a dead letter. */
    HOLD,
    /** It is taken as accepted. */
    ASSUME_ACCEPTED;

    /** As settings and events write it: {@code retry-later}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The policy of this word; empty for any other. */
    public static Optional<InDoubt> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }
}
