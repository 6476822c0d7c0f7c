package dev.waypost.intake.address;

/**
 * {@code [192.0.2.1]} and {@code [IPv6:2001:db8::1]} (RFC 5321 section 4.1.3). Other literals have
 * no registered meaning and are invalid here.
 */
final class AddressLiteral {

    private static final String IPV6 = "IPv6:";
    private static final int LONGEST = 64;

    private AddressLiteral() {}

    static boolean isValid(String literal) {
        if (literal.length() > LONGEST || !literal.endsWith("]")) {
            return false;
        }
        String inner = literal.substring(1, literal.length() - 1);
        return inner.regionMatches(true, 0, IPV6, 0, IPV6.length())
                ? isIpv6(inner.substring(IPV6.length()))
                : isIpv4(inner);
    }

    private static boolean isIpv4(String text) {
        String[] numbers = text.split("\\.", -1);
        for (String number : numbers) {
            boolean digits = !number.isEmpty() && number.chars().allMatch(AddressLiteral::isDigit);
            if (!digits || number.length() > 3 || Integer.parseInt(number) > 255) {
                return false;
            }
        }
        return numbers.length == 4;
    }

    private static boolean isIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true) == 8;
        }
        int before = groups(text.substring(0, gap), false);
        int after = groups(text.substring(gap + 2), true);
        // RFC 5321 section 4.1.3: "::" stands for at least two groups.
        return before >= 0 && after >= 0 && before + after <= 6;
    }

    /** How many groups of 16 bits the text holds, or -1. */
    private static int groups(String text, boolean mayEndInIpv4) {
        if (text.isEmpty()) {
            return 0;
        }
        String[] parts = text.split(":", -1);
        int groups = 0;
        for (int i = 0; i < parts.length; i++) {
            if (mayEndInIpv4 && i == parts.length - 1 && isIpv4(parts[i])) {
                groups += 2;
            } else if (isGroup(parts[i])) {
                groups++;
            } else {
                return -1;
            }
        }
        return groups;
    }

    private static boolean isGroup(String part) {
        return !part.isEmpty()
                && part.length() <= 4
                && part.chars().allMatch(AddressLiteral::isHexDigit);
    }

    private static boolean isHexDigit(int c) {
        return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
