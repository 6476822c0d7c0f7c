package dev.waypost.compose;

import java.net.IDN;
import java.util.Locale;

/**
 * The two halves of an address (RFC 5321 section 4.1.2), checked again so that nothing can break
 * out of the header or the SMTP command. A non-ASCII domain becomes its A-labels (RFC 5890), which
 * any relay understands; a non-ASCII local part has no other spelling and needs SMTPUTF8 (RFC
 * 6531).
 */
record AddrSpec(String localPart, String domain) {

    private static final String ATOM_SIGNS = "!#$%&'*+-/=?^_`{|}~.";
    private static final int LONGEST_DOMAIN = 255;

    /**
     * @param field named in the exception; the address is not
     */
    static AddrSpec of(String field, String email) throws UncomposableEvent {
        int at = email.lastIndexOf('@');
        if (at < 1 || at == email.length() - 1) {
            throw new UncomposableEvent(field + ": an address has no local part or no domain");
        }
        String localPart = email.substring(0, at);
        if (!isQuotedString(localPart) && !isDotAtom(localPart)) {
            throw new UncomposableEvent(field + ": an address has a malformed local part");
        }
        return new AddrSpec(localPart, aLabels(field, email.substring(at + 1)));
    }

    boolean needsSmtpUtf8() {
        return !isAscii(localPart);
    }

    /** Equal for two spellings of one mailbox: only the domain ignores case. */
    String mailboxKey() {
        return localPart + "@" + domain.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return localPart + "@" + domain;
    }

    private static String aLabels(String field, String domain) throws UncomposableEvent {
        String ascii = isAscii(domain) ? domain : convert(field, domain);
        if (ascii.length() > LONGEST_DOMAIN || !isHostName(ascii) && !isLiteral(ascii)) {
            throw new UncomposableEvent(field + ": an address has a malformed domain");
        }
        return ascii;
    }

    private static String convert(String field, String domain) throws UncomposableEvent {
        // RFC 5892: these letters made another domain in IDNA2003, which is all that java.net.IDN
        // knows. A mail to the wrong domain is worse than none.
        boolean deviates = domain.chars().anyMatch(c -> "\u00df\u03c2\u200c\u200d".indexOf(c) >= 0);
        if (deviates) {
            throw new UncomposableEvent(
                    field + ": a domain is ambiguous between IDNA versions; give its xn-- form");
        }
        try {
            return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException e) {
            throw new UncomposableEvent(
                    field + ": a domain has no A-label that we can derive; give its xn-- form");
        }
    }

    private static boolean isDotAtom(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 128 ? !isAtomCharacter(c) : !isNonAscii(text, i)) {
                return false;
            }
        }
        return true;
    }

    /** RFC 5321 Quoted-string. */
    private static boolean isQuotedString(String text) {
        int last = text.length() - 1;
        if (last < 1 || text.charAt(0) != '"' || text.charAt(last) != '"') {
            return false;
        }
        for (int i = 1; i < last; i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < last) {
                c = text.charAt(++i);
            } else if (c == '"' || c == '\\') {
                return false;
            }
            if (c < 128 ? c < ' ' || c == 127 : !isNonAscii(text, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHostName(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            char c = ascii.charAt(i);
            if (!isLetterOrDigit(c) && c != '-' && c != '.' && c != '_') {
                return false;
            }
        }
        return true;
    }

    /** RFC 5321 section 4.1.3: {@code [192.0.2.1]}, {@code [IPv6:2001:db8::1]}. */
    private static boolean isLiteral(String ascii) {
        int last = ascii.length() - 1;
        return last > 1
                && ascii.charAt(0) == '['
                && ascii.charAt(last) == ']'
                && ascii.substring(1, last)
                        .chars()
                        .allMatch(
                                c -> isLetterOrDigit((char) c) || c == '.' || c == ':' || c == '-');
    }

    /** No C1 control, and no half of a surrogate pair, which would leave as a question mark. */
    private static boolean isNonAscii(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        }
        return c > 0x9f;
    }

    private static boolean isAtomCharacter(char c) {
        return isLetterOrDigit(c) || ATOM_SIGNS.indexOf(c) >= 0;
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }
}
