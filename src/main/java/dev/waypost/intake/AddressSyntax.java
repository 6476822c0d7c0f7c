package dev.waypost.intake;

/**
 * The addr-spec of RFC 5321 section 4.1.2 with the limits of section 4.5.3.1, and with non-ASCII
 * characters as RFC 6531 section 3.3 allows them. A domain of one label is legal syntax. Comments
 * and folding white space are not (RFC 5322 section 3.4.1 only tolerates them). Plain Java; all
 * threads.
 */
final class AddressSyntax {

    /** RFC 5321 section 4.5.3.1.1. */
    private static final int LONGEST_LOCAL_PART = 64;

    /** RFC 5321 section 4.5.3.1.3: a path of 256 octets, less its angle brackets. */
    private static final int LONGEST = 254;

    private static final String ATEXT_SPECIALS = "!#$%&'*+-/=?^_`{|}~";

    private AddressSyntax() {}

    /** What is wrong with the addr-spec, or null. */
    static String fault(String address) {
        int at = address.startsWith("\"") ? QuotedString.end(address) : address.indexOf('@');
        if (at < 0 || at >= address.length() || address.charAt(at) != '@') {
            return "must be an address such as name@example.org";
        }
        if (Utf8.octets(address) > LONGEST) {
            return "must be an address of at most " + LONGEST + " octets";
        }
        String local = address.substring(0, at);
        if (Utf8.octets(local) > LONGEST_LOCAL_PART) {
            return "must be an address with at most " + LONGEST_LOCAL_PART + " octets before the @";
        }
        if (!local.startsWith("\"") && !isDotString(local)) {
            return "must be an address; before the @ stand letters, digits, "
                    + ATEXT_SPECIALS
                    + " and single dots between them, or else a string in double quotes";
        }
        return DomainSyntax.fault(address.substring(at + 1));
    }

    /** Dot-string: atoms with one dot between each (RFC 5321 section 4.1.2). */
    private static boolean isDotString(String local) {
        boolean atom = false;
        for (int i = 0; i < local.length(); i++) {
            char c = local.charAt(i);
            if (c == '.' && !atom || c != '.' && !isAtext(c)) {
                return false;
            }
            atom = c != '.';
        }
        return atom;
    }

    static boolean isAtext(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                // RFC 6531 section 3.3: any UTF-8 character beyond ASCII, but no C1 control.
                || c >= 0xA0
                || ATEXT_SPECIALS.indexOf(c) >= 0;
    }
}
