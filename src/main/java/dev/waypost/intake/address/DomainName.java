package dev.waypost.intake.address;

import dev.waypost.intake.field.Utf8;
import java.net.IDN;

/**
 * The part of an address behind the {@code @}: a domain name (RFC 5321 section 4.1.2, labels of RFC
 * 1035 section 2.3.4), a name in Unicode (RFC 5890), or an address literal (RFC 5321 section
 * 4.1.3). Asks no DNS. Plain Java; all threads.
 */
final class DomainName {

    /** RFC 5321 section 4.5.3.1.2. */
    private static final int LONGEST = 255;

    /** RFC 1035 section 2.3.4. */
    private static final int LONGEST_LABEL = 63;

    private DomainName() {}

    /**
     * The domain as any relay understands it, labels beyond ASCII as A-labels.
     *
     * @throws IllegalArgumentException saying what is wrong; it repeats nothing of the domain
     */
    static String ascii(String domain) {
        if (domain.startsWith("[")) {
            if (!AddressLiteral.isValid(domain)) {
                throw new IllegalArgumentException(
                        "must be an address; [] behind the @ hold an IPv4 address, or IPv6: and an"
                                + " IPv6 address");
            }
            return domain;
        }
        int octets = Utf8.octets(domain);
        if (octets > LONGEST) {
            throw new IllegalArgumentException(
                    "must be an address with at most " + LONGEST + " octets behind the @");
        }
        String ascii = octets == domain.length() ? domain : aLabels(domain);
        if (ascii.length() > LONGEST) {
            throw notInternationalized();
        }
        int end;
        for (int from = 0; from <= ascii.length(); from = end + 1) {
            int dot = ascii.indexOf('.', from);
            end = dot < 0 ? ascii.length() : dot;
            if (!isLabel(ascii, from, end)) {
                throw new IllegalArgumentException(
                        "must be an address; each label of its domain has 1 to "
                                + LONGEST_LABEL
                                + " letters, digits and inner hyphens");
            }
        }
        return ascii;
    }

    private static String aLabels(String domain) {
        // RFC 5892: these letters made another domain in IDNA2003, which is all that java.net.IDN
        // knows. A mail to the wrong domain is worse than none.
        if (domain.chars().anyMatch(c -> "\u00df\u03c2\u200c\u200d".indexOf(c) >= 0)) {
            throw new IllegalArgumentException(
                    "must be an address; its domain is ambiguous between the versions of IDNA: give"
                            + " its xn-- form");
        }
        try {
            return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException e) {
            throw notInternationalized();
        }
    }

    private static IllegalArgumentException notInternationalized() {
        return new IllegalArgumentException(
                "must be an address; the domain is no valid internationalized name");
    }

    private static boolean isLabel(String domain, int from, int to) {
        if (from == to
                || to - from > LONGEST_LABEL
                || domain.charAt(from) == '-'
                || domain.charAt(to - 1) == '-') {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (!isLetterDigitHyphen(domain.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterDigitHyphen(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-';
    }
}
