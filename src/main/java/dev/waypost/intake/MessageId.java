package dev.waypost.intake;

import dev.waypost.intake.address.EmailAddress;
import java.util.Optional;

/**
 * A Message-ID or Content-ID (RFC 5322 section 3.6.4). Ours are {@code <left@right>} of dot-atoms,
 * or a literal in brackets on the right. ASCII only, so that every relay takes it; obsolete forms
 * are not generated.
 */
public final class MessageId {

    private MessageId() {}

    static boolean isValid(String messageId) {
        String bare = withoutBrackets(messageId);
        int at = bare.indexOf('@');
        if (at < 0) {
            return false;
        }
        String right = bare.substring(at + 1);
        return isDotAtom(bare.substring(0, at)) && (isDotAtom(right) || isLiteral(right));
    }

    /**
     * The identifier in its angle brackets, as header fields have it. Takes more than {@link
     * #isValid}: an id that others have made is kept as it is.
     *
     * @param given with or without brackets
     * @return empty where it holds what no identifier may hold
     */
    public static Optional<String> bracketed(String given) {
        return bare(given.strip()).map(bare -> "<" + bare + ">");
    }

    /** The same without brackets. */
    static Optional<String> bare(String given) {
        String bare = withoutBrackets(given);
        boolean holds = bare.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '<' && c != '>');
        return bare.isEmpty() || !holds ? Optional.empty() : Optional.of(bare);
    }

    private static String withoutBrackets(String id) {
        boolean bracketed = id.length() > 2 && id.startsWith("<") && id.endsWith(">");
        return bracketed ? id.substring(1, id.length() - 1) : id;
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
}
