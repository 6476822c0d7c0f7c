package dev.waypost.smtp;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An enhanced status code of RFC 3463: class.subject.detail, for example 5.1.1.
 *
 * @param statusClass 2, 4 or 5
 * @param subject 0 to 999
 * @param detail 0 to 999
 */
public record EnhancedStatus(int statusClass, int subject, int detail) {

    // RFC 3463 section 2: status-code = class "." subject "." detail, at the head of the text.
    private static final Pattern SYNTAX =
            Pattern.compile("^([245])\\.(\\d{1,3})\\.(\\d{1,3})(?=\\s|$)");

    /** The code at the head of a reply's text, if there is one. */
    public static Optional<EnhancedStatus> at(String text) {
        Matcher m = SYNTAX.matcher(text);
        return m.find()
                ? Optional.of(
                        new EnhancedStatus(
                                Integer.parseInt(m.group(1)),
                                Integer.parseInt(m.group(2)),
                                Integer.parseInt(m.group(3))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return statusClass + "." + subject + "." + detail;
    }
}
