package dev.waypost.classify;

import dev.waypost.smtp.EnhancedStatus;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An enhanced status code with holes: {@code 5.7.1}, {@code 5.7.*}, or {@code -} for a reply
 * without one. Immutable.
 */
record StatusPattern(String pattern) {

    private static final String NONE = "-";
    private static final String ANY = "*";
    private static final Pattern SYNTAX =
            Pattern.compile("-|[245]\\.(?:\\*\\.\\*|\\d{1,3}\\.(?:\\*|\\d{1,3}))");

    static Optional<StatusPattern> parse(String word) {
        return SYNTAX.matcher(word).matches()
                ? Optional.of(new StatusPattern(word))
                : Optional.empty();
    }

    /** Whether {@code status} fits; null stands for none. */
    boolean matches(EnhancedStatus status) {
        if (status == null || pattern.equals(NONE)) {
            return status == null && pattern.equals(NONE);
        }
        String[] wanted = pattern.split("\\.");
        return fits(wanted[0], status.statusClass())
                && fits(wanted[1], status.subject())
                && fits(wanted[2], status.detail());
    }

    private static boolean fits(String wanted, int number) {
        return wanted.equals(ANY) || Integer.parseInt(wanted) == number;
    }

    /** Whether a reply with such a code can have such a status: their first digits agree. */
    boolean agreesWith(CodePattern code) {
        return pattern.equals(NONE) || pattern.charAt(0) - '0' == code.firstDigit();
    }

    @Override
    public String toString() {
        return pattern;
    }
}
