package dev.waypost.intake;

import java.net.IDN;

/**
 * The part of an address behind the {@code @}: a domain name (RFC 5321 section 4.1.2, labels of RFC
 * 1035 section 2.3.4), a name in Unicode (RFC 5890), or an address literal (RFC 5321 section
 * 4.1.3). Asks no DNS. Plain Java; all threads.
 */
final class DomainSyntax {

    /** RFC 5321 section 4.5.3.1.2. */
    private static final int LONGEST = 255;

    /** RFC 1035 section 2.3.4. */
    private static final int LONGEST_LABEL = 63;

    private DomainSyntax() {}

    /** What is wrong with the domain, or null. */
    static String fault(String domain) {
        if (domain.startsWith("[")) {
            return AddressLiteral.isValid(domain)
                    ? null
                    : "must be an address; [] behind the @ hold an IPv4 address, or IPv6: and an"
                            + " IPv6 address";
        }
        if (Utf8.octets(domain) > LONGEST) {
            return "must be an address with at most " + LONGEST + " octets behind the @";
        }
        String ascii = toAscii(domain);
        if (ascii == null || ascii.length() > LONGEST) {
            return "must be an address; the domain is no valid internationalized name";
        }
        for (String label : ascii.split("\\.", -1)) {
            if (!isLabel(label)) {
                return "must be an address; each label of its domain has 1 to "
                        + LONGEST_LABEL
                        + " letters, digits and inner hyphens";
            }
        }
        return null;
    }

    private static String toAscii(String domain) {
        if (domain.chars().allMatch(c -> c < 0x80)) {
            return domain;
        }
        try {
            return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException notInternationalized) {
            return null;
        }
    }

    private static boolean isLabel(String label) {
        return !label.isEmpty()
                && label.length() <= LONGEST_LABEL
                && !label.startsWith("-")
                && !label.endsWith("-")
                && label.chars().allMatch(DomainSyntax::isLetterDigitHyphen);
    }

    private static boolean isLetterDigitHyphen(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-';
    }
}
