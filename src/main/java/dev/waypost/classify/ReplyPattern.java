package dev.waypost.classify;

import dev.waypost.smtp.EnhancedStatus;
import dev.waypost.smtp.SmtpReply;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * What a reply must be like: all of the conditions given. Immutable.
 *
 * @param code null for any
 * @param status null for any, none included
 * @param text found anywhere in the text, in any case of letters; null for any
 */
record ReplyPattern(CodePattern code, StatusPattern status, Pattern text) {

    /** A text alone, and a status alone, are looked for in refusals only. */
    private boolean isOfAcceptances() {
        return code != null && code.firstDigit() == 2;
    }

    boolean matches(SmtpReply reply) {
        return (reply.isTransient() || reply.isPermanent() || isOfAcceptances())
                && (code == null || code.matches(reply.code()))
                && (status == null || status.matches(reply.enhanced()))
                && (text == null || text.matcher(reply.text()).find());
    }

    @Override
    public String toString() {
        StringJoiner words = new StringJoiner(" ");
        if (code != null) {
            words.add(code.toString());
        }
        if (status != null) {
            words.add(status.toString());
        }
        if (text != null) {
            words.add("/" + text.pattern() + "/");
        }
        return words.toString();
    }

    /**
     * A reply code with holes, as RFC 5321 section 4.2.1 writes them: {@code 550}, {@code 45z},
     * {@code 4yz}. Immutable.
     */
    record CodePattern(String pattern) {

        private static final Pattern SYNTAX = Pattern.compile("[2-5](?:\\d[\\dz]|yz)");

        static Optional<CodePattern> parse(String word) {
            return SYNTAX.matcher(word).matches()
                    ? Optional.of(new CodePattern(word))
                    : Optional.empty();
        }

        boolean matches(int code) {
            String digits = Integer.toString(code);
            if (digits.length() != pattern.length()) {
                return false;
            }
            for (int i = 0; i < pattern.length(); i++) {
                char wanted = pattern.charAt(i);
                if (Character.isDigit(wanted) && wanted != digits.charAt(i)) {
                    return false;
                }
            }
            return true;
        }

        /** What every code that matches begins with. */
        int firstDigit() {
            return pattern.charAt(0) - '0';
        }

        @Override
        public String toString() {
            return pattern;
        }
    }

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
}
