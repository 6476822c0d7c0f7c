package dev.waypost.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * A limit as providers state it: so many mails in any period of this length. Written {@code 14/s},
 * {@code 30/m}, {@code 500/h}, {@code 2000/d}.
 *
 * @param mails at least 1
 * @param unit {@code s}, {@code m}, {@code h} or {@code d}
 */
public record Rate(int mails, String unit) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*/\\s*([smhd])");

    private static final Map<String, Duration> UNITS =
            Map.of(
                    "s", Duration.ofSeconds(1),
                    "m", Duration.ofMinutes(1),
                    "h", Duration.ofHours(1),
                    "d", Duration.ofDays(1));

    /**
     * Reads a rate.
     *
     * @throws IllegalArgumentException with what was expected, where it is none
     */
    public static Rate valueOf(String text) {
        Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!form.matches() || Integer.parseInt(form.group(1)) == 0) {
            throw new IllegalArgumentException(
                    "\""
                            + text
                            + "\" is no rate; expected are mails per second, minute, hour or day, such"
                            + " as 14/s, 30/m, 500/h or 2000/d");
        }
        return new Rate(Integer.parseInt(form.group(1)), form.group(2));
    }

    /** Reads a setting, so that its problem is told in our words and not in those of reflection. */
    public static final class Reader implements Converter<Rate> {

        private static final long serialVersionUID = 1L;

        @Override
        public Rate convert(String value) {
            return valueOf(value);
        }
    }

    /** The period in which no more than so many may go. */
    public Duration period() {
        return UNITS.get(unit);
    }

    /** Mails a second, on average. */
    public double perSecond() {
        return mails / (double) period().toSeconds();
    }

    @Override
    public String toString() {
        return mails + "/" + unit;
    }
}
