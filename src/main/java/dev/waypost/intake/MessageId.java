package dev.waypost.intake;

import dev.waypost.intake.address.EmailAddress;

/**
 * A Message-ID or Content-ID (RFC 5322 section 3.6.4) in its angle brackets. It is printable ASCII
 * without spaces and further brackets, and holds nothing else. Immutable.
 *
 * @param text with angle brackets; may be given without
 */
public record MessageId(String text) {

    /**
     * Keeps an id that others have made, whatever its form.
     *
     * @throws IllegalArgumentException saying what is wrong; it repeats nothing of the id
     */
    public MessageId {
        String bare = bare(text);
        if (bare.isEmpty() || !isPlain(bare)) {
            throw new IllegalArgumentException(
                    "must be printable ASCII without spaces and angle brackets");
        }
        text = "<" + bare + ">";
    }

    /**
     * An id in the form that RFC 5322 lets one generate: dot-atoms, or a literal in brackets on the
     * right; ASCII alone, so that every relay takes it.
     *
     * @throws IllegalArgumentException saying what is wrong; it repeats nothing of the id
     */
    static MessageId generated(String given) {
        String bare = bare(given);
        int at = bare.indexOf('@');
        String right = bare.substring(at + 1);
        if (at < 0 || !isDotAtom(bare.substring(0, at)) || !isDotAtom(right) && !isLiteral(right)) {
            throw new IllegalArgumentException(
                    "must be a Message-ID such as <left@example.org> (RFC 5322 3.6.4)");
        }
        return new MessageId(given);
    }

    private static String bare(String id) {
        boolean bracketed = id.length() > 2 && id.startsWith("<") && id.endsWith(">");
        return bracketed ? id.substring(1, id.length() - 1) : id;
    }

    private static boolean isPlain(String bare) {
        for (int i = 0; i < bare.length(); i++) {
            char c = bare.charAt(i);
            if (c <= ' ' || c >= 0x7F || c == '<' || c == '>') {
                return false;
            }
        }
        return true;
    }

    private static boolean isDotAtom(String text) {
        for (String atom : text.split("\\.", -1)) {
            boolean valid =
                    !atom.isEmpty()
                            && atom.chars()
                                    .allMatch(c -> c < 0x80 && EmailAddress.isAtext((char) c));
            if (!valid) {
                return false;
            }
        }
        return true;
    }

    /** no-fold-literal: printable ASCII but brackets and backslash. */
    private static boolean isLiteral(String text) {
        return text.length() > 2
                && text.startsWith("[")
                && text.endsWith("]")
                && text.substring(1, text.length() - 1)
                        .chars()
                        .allMatch(c -> c > ' ' && c < 0x7F && "[]\\".indexOf(c) < 0);
    }

    /** As header fields have it. */
    @Override
    public String toString() {
        return text;
    }
}
