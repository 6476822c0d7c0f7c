package dev.waypost.classify;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stretch of time as relays write it: {@code 300 seconds}, {@code 1h30m}, {@code 1.5 hours},
 * {@code an hour}, {@code 00:01:30}, {@code PT5M}. Stateless.
 */
final class SpokenDuration {

    private static final Map<String, Integer> TENTHS =
            Map.ofEntries(
                    Map.entry("half a", 5),
                    Map.entry("half an", 5),
                    Map.entry("a", 10),
                    Map.entry("an", 10),
                    Map.entry("one", 10),
                    Map.entry("two", 20),
                    Map.entry("three", 30),
                    Map.entry("four", 40),
                    Map.entry("five", 50),
                    Map.entry("six", 60),
                    Map.entry("ten", 100),
                    Map.entry("twelve", 120),
                    Map.entry("fifteen", 150),
                    Map.entry("twenty", 200),
                    Map.entry("thirty", 300),
                    Map.entry("sixty", 600));

    private static final String NUMBER = "\\d{1,3}(?:,\\d{3}){1,3}|\\d{1,7}(?:[.,]\\d{1,2})?";
    private static final String LONG_UNIT = "(?:milli)?seconds?|minutes?|hours?|days?|weeks?";
    private static final String UNIT = LONG_UNIT + "|msecs?|ms|secs?|s|mins?|m|hrs?|h|d|w";

    private static final String PART =
            "(?:(%s)[ -]?(%s)|(%s)[ -](%s))(?:\\(s\\))?(?!\\p{L})"
                    .formatted(NUMBER, UNIT, String.join("|", TENTHS.keySet()), LONG_UNIT);

    private static final String COMBINED = PART + "(?:,? ?(?:and )?" + PART + "){0,3}";

    // Hours, minutes, seconds. With two numbers it could as well be a time of day.
    private static final String CLOCK =
            "(?<!\\bat )(?<!\\buntil )\\d{1,3}:[0-5]\\d:[0-5]\\d(?![:\\d]| ?(?:[AP]M|UTC|GMT|Z)\\b)";

    private static final String ISO =
            "P(?=[\\dT])(?:\\d{1,7}D)?(?:T(?:\\d{1,7}H)?(?:\\d{1,7}M)?(?:\\d{1,7}S)?)?(?!\\w)";

    /** Matches one in a text, in any case of letters, as the group {@code wait}. */
    static final String SYNTAX = "(?<wait>" + CLOCK + "|" + ISO + "|" + COMBINED + ")";

    private static final Pattern PARTS = Pattern.compile(PART);

    private SpokenDuration() {}

    /** What was matched by {@link #SYNTAX}; empty where it is none after all. */
    static Optional<Duration> of(String text) {
        String spoken = text.toLowerCase(Locale.ROOT);
        if (spoken.startsWith("p")) {
            return iso(spoken);
        }
        if (spoken.contains(":")) {
            String[] numbers = spoken.split(":");
            return Optional.of(
                    Duration.ofHours(Long.parseLong(numbers[0]))
                            .plusMinutes(Long.parseLong(numbers[1]))
                            .plusSeconds(Long.parseLong(numbers[2])));
        }
        Matcher parts = PARTS.matcher(spoken);
        return Optional.of(
                parts.results()
                        .map(
                                part ->
                                        part.group(1) == null
                                                ? inWords(part.group(3), part.group(4))
                                                : counted(part.group(1), part.group(2)))
                        .reduce(Duration.ZERO, Duration::plus));
    }

    private static Optional<Duration> iso(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException incomplete) {
            return Optional.empty();
        }
    }

    private static Duration inWords(String count, String unit) {
        return unit(unit).multipliedBy(TENTHS.get(count)).dividedBy(10);
    }

    private static Duration counted(String number, String unit) {
        boolean thousands = number.matches("\\d{1,3}(,\\d{3})+");
        BigDecimal count =
                new BigDecimal(thousands ? number.replace(",", "") : number.replace(',', '.'));
        return Duration.ofMillis(
                count.multiply(BigDecimal.valueOf(unit(unit).toMillis())).longValue());
    }

    private static Duration unit(String unit) {
        if (unit.startsWith("ms") || unit.startsWith("mil")) {
            return Duration.ofMillis(1);
        }
        return switch (unit.charAt(0)) {
            case 's' -> Duration.ofSeconds(1);
            case 'm' -> Duration.ofMinutes(1);
            case 'h' -> Duration.ofHours(1);
            case 'd' -> Duration.ofDays(1);
            default -> Duration.ofDays(7);
        };
    }
}
