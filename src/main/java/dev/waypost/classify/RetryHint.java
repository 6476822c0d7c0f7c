package dev.waypost.classify;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The wait that a reply's text asks for: "try again in 300 seconds", "retry after 5 minutes". It
 * never changes the verdict, only the time of the next attempt, within 1 s and 24 h.
 */
final class RetryHint {

    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofHours(24);

    // The number must belong to a word of waiting: "100 messages in 1 hour" is a limit, no hint.
    private static final Pattern SYNTAX =
            Pattern.compile(
                    "\\b(?:again|retry|retrying|wait|back|greylist\\w*|delayed)\\b[^0-9.;]{0,30}?"
                            + "\\b(\\d{1,7}) ?(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?)\\b",
                    Pattern.CASE_INSENSITIVE);

    private RetryHint() {}

    /** The hint in the text of a reply, if there is one. */
    static Optional<Duration> in(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        return matcher.find()
                ? Optional.of(of(matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }

    /** A number and a unit that begins with s, m or h, brought within the bounds. */
    static Duration of(String number, String unit) {
        long count = Long.parseLong(number);
        Duration wait =
                switch (unit.toLowerCase(Locale.ROOT).charAt(0)) {
                    case 's' -> Duration.ofSeconds(count);
                    case 'm' -> Duration.ofMinutes(count);
                    default -> Duration.ofHours(count);
                };
        if (wait.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
