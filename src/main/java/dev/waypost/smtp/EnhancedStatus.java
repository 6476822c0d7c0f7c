package dev.waypost.smtp;

import java.util.Optional;

/**
 * An enhanced status code of RFC 3463: class.subject.detail, for example 5.1.1.
 *
 * @param statusClass 2, 4 or 5
 * @param subject 0 to 999
 * @param detail 0 to 999
 */
public record EnhancedStatus(int statusClass, int subject, int detail) {

    /** Characters of the longest one. */
    private static final int LONGEST = "5.999.999".length();

    /** The code at the head of a reply's text, if there is one. */
    public static Optional<EnhancedStatus> at(String text) {
        int end = 0;
        while (end < text.length() && end <= LONGEST && text.charAt(end) > ' ') {
            end++;
        }
        // RFC 3463 section 2: status-code = class "." subject "." detail.
        int dot = text.indexOf('.', 2);
        if (end < 2 || "245".indexOf(text.charAt(0)) < 0 || text.charAt(1) != '.' || dot < 0) {
            return Optional.empty();
        }
        int subject = number(text, 2, dot);
        int detail = number(text, dot + 1, end);
        return subject < 0 || detail < 0
                ? Optional.empty()
                : Optional.of(new EnhancedStatus(text.charAt(0) - '0', subject, detail));
    }

    /** One to three digits; -1 where there is something else. */
    private static int number(String text, int from, int to) {
        int number = to > from && to - from <= 3 ? 0 : -1;
        for (int i = from; i < to && number >= 0; i++) {
            char c = text.charAt(i);
            number = c >= '0' && c <= '9' ? 10 * number + c - '0' : -1;
        }
        return number;
    }

    @Override
    public String toString() {
        return statusClass + "." + subject + "." + detail;
    }
}
