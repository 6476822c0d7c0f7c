package dev.waypost.intake;

import dev.waypost.intake.field.Field;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** RFC 3339 date-times with an offset; years have four digits. */
final class Timestamps {

    private Timestamps() {}

    /** The moment, or null when absent or after a complaint that begins with {@code shownAs}. */
    static Instant read(Field field, String shownAs) {
        String text = field.text();
        if (text == null) {
            return null;
        }
        try {
            boolean fourDigits = !text.isEmpty() && Character.isDigit(text.charAt(0));
            if (fourDigits) {
                return OffsetDateTime.parse(text).toInstant();
            }
        } catch (DateTimeException notDateTime) {
            // Its message would quote the event.
        }
        field.refuse(
                shownAs
                        + "must be an RFC 3339 date-time with an offset,"
                        + " such as 2026-01-31T08:00:00Z");
        return null;
    }

    /** The earlier of two moments, of which either may be null. */
    static Instant earlier(Instant a, Instant b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.isBefore(b) ? a : b;
    }
}
