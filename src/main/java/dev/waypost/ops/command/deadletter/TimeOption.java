package dev.waypost.ops.command.deadletter;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A moment as an operator types it. */
final class TimeOption {

    /** How a moment may be written. */
    static final String FORMS = "2026-05-04T10:00:00Z, 2026-05-04 (UTC), or 90m, 2h, 3d ago";

    private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");

    private TimeOption() {}

    /**
     * Reads it.
     *
     * @return null for null
     * @throws IllegalArgumentException for anything else than {@link #FORMS}
     */
    static Instant parse(String text, Instant now) {
        if (text == null) {
            return null;
        }
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            String unit = ago.group(2).toUpperCase(Locale.ROOT);
            return now.minus(Duration.parse((unit.equals("D") ? "P" : "PT") + ago.group(1) + unit));
        }
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is no time such as " + FORMS, e);
        }
    }
}
