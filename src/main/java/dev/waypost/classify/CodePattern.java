package dev.waypost.classify;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A reply code with holes, as RFC 5321 section 4.2.1 writes them: {@code 550}, {@code 45z}, {@code
 * 4yz}. Immutable.
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
