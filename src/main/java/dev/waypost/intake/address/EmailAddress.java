package dev.waypost.intake.address;

import dev.waypost.intake.field.CleanText;
import dev.waypost.intake.field.QuotedString;
import dev.waypost.intake.field.Utf8;
import java.util.Locale;

/**
 * An addr-spec (RFC 5321 section 4.1.2), with the limits of section 4.5.3.1 and with characters
 * beyond ASCII as RFC 6531 section 3.3 allows them. It holds nothing else, so that no address can
 * break out of a header field or a command. A domain of one label is legal syntax; comments and
 * folding white space are not (RFC 5322 section 3.4.1 only tolerates them). All threads.
 *
 * @param localPart a dot-string or a quoted-string
 * @param domain a host name, its labels beyond ASCII as A-labels (RFC 5890), or an address literal
 */
public record EmailAddress(String localPart, String domain) {

    /** RFC 5321 section 4.5.3.1.1. */
    private static final int LONGEST_LOCAL_PART = 64;

    /** RFC 5321 section 4.5.3.1.3: a path of 256 octets, less its angle brackets. */
    private static final int LONGEST = 254;

    private static final String ATEXT_SPECIALS = "!#$%&'*+-/=?^_`{|}~";

    /**
     * @throws IllegalArgumentException saying what is wrong; it repeats nothing of the address
     */
    public EmailAddress {
        if (Utf8.octets(localPart) > LONGEST_LOCAL_PART) {
            throw new IllegalArgumentException(
                    "must be an address with at most "
                            + LONGEST_LOCAL_PART
                            + " octets before the @");
        }
        boolean quoted =
                localPart.startsWith("\"") && QuotedString.end(localPart) == localPart.length();
        if (!quoted && !isDotString(localPart) || CleanText.fault(localPart) != null) {
            throw new IllegalArgumentException(
                    "must be an address; before the @ stand letters, digits, "
                            + ATEXT_SPECIALS
                            + " and single dots between them, or else a string in double quotes");
        }
        domain = DomainName.ascii(domain);
    }

    /**
     * Reads an address as people write it.
     *
     * @throws IllegalArgumentException saying what is wrong; it repeats nothing of the address
     */
    public static EmailAddress parse(String text) {
        int at = text.startsWith("\"") ? QuotedString.end(text) : text.indexOf('@');
        if (at < 0 || at >= text.length() || text.charAt(at) != '@') {
            throw new IllegalArgumentException("must be an address such as name@example.org");
        }
        if (Utf8.octets(text) > LONGEST) {
            throw new IllegalArgumentException(
                    "must be an address of at most " + LONGEST + " octets");
        }
        return new EmailAddress(text.substring(0, at), text.substring(at + 1));
    }

    /** As header and envelope show it. */
    public String text() {
        return localPart + "@" + domain;
    }

    /** A local part beyond ASCII has no other spelling (RFC 6531). */
    public boolean needsSmtpUtf8() {
        return !localPart.chars().allMatch(c -> c < 0x80);
    }

    /** Equal for two spellings of one mailbox: only the domain ignores case. */
    public String mailbox() {
        return localPart + "@" + domain.toLowerCase(Locale.ROOT);
    }

    /** For logs: that there is one, not which. */
    @Override
    public String toString() {
        return "an address";
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

    public static boolean isAtext(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                // RFC 6531 section 3.3: any UTF-8 character beyond ASCII, but no C1 control.
                || c >= 0xA0
                || ATEXT_SPECIALS.indexOf(c) >= 0;
    }
}
