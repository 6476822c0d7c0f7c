package dev.waypost.intake;

/** The syntax of Content-Type (RFC 2045 section 5.1): {@code type/subtype; name=value}. */
final class MediaType {

    private static final String TSPECIALS = "()<>@,;:\\\"/[]?=";

    private final String text;
    private int at;

    private MediaType(String text) {
        this.text = text;
    }

    static boolean isValid(String text) {
        return new MediaType(text).isValid();
    }

    private boolean isValid() {
        if (!token() || !symbol('/') || !token()) {
            return false;
        }
        spaces();
        while (symbol(';')) {
            spaces();
            if (!token() || !symbol('=') || !(token() || quoted())) {
                return false;
            }
            spaces();
        }
        return at == text.length();
    }

    private boolean token() {
        int start = at;
        while (at < text.length() && isTokenCharacter(text.charAt(at))) {
            at++;
        }
        return at > start;
    }

    private static boolean isTokenCharacter(char c) {
        return c > ' ' && c < 0x7F && TSPECIALS.indexOf(c) < 0;
    }

    private boolean symbol(char c) {
        boolean found = at < text.length() && text.charAt(at) == c;
        if (found) {
            at++;
        }
        return found;
    }

    private void spaces() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private boolean quoted() {
        if (at >= text.length() || text.charAt(at) != '"') {
            return false;
        }
        int end = AddressSyntax.endOfQuoted(text.substring(at));
        String inner = end < 0 ? "" : text.substring(at, at + end);
        at += Math.max(end, 0);
        return end > 0 && inner.chars().allMatch(c -> c < 0x7F);
    }
}
