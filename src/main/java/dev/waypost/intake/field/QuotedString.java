package dev.waypost.intake.field;

/**
 * A string in double quotes, where a backslash makes the next character literal (RFC 5321, 5322).
 */
public final class QuotedString {

    private QuotedString() {}

    /** The text between quotes. */
    public static String of(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Where the quoted string that the text begins with ends, or -1. */
    public static int end(String text) {
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            if (c == '\\') {
                i++;
            }
            if (i >= text.length() || Character.isISOControl(text.charAt(i))) {
                return -1;
            }
        }
        return -1;
    }

    /** What stands between the quotes, without the backslashes. */
    public static String content(String quoted) {
        StringBuilder content = new StringBuilder(quoted.length());
        for (int i = 1; i < quoted.length() - 1; i++) {
            if (quoted.charAt(i) == '\\') {
                i++;
            }
            content.append(quoted.charAt(i));
        }
        return content.toString();
    }
}
