package dev.waypost.smtp;

import java.util.List;

/** The grammar of a reply (RFC 5321 section 4.2): three digits, then space, hyphen or the end. */
public final class ReplyText {

    private ReplyText() {}

    /** Whether this is a reply line with a code of 200 to 599. */
    public static boolean isReplyLine(String line) {
        return line.length() >= 3
                && line.charAt(0) >= '2'
                && line.charAt(0) <= '5'
                && isDigit(line.charAt(1))
                && isDigit(line.charAt(2))
                && (line.length() == 3 || line.charAt(3) == ' ' || line.charAt(3) == '-');
    }

    /** Whether another line of the same reply follows. */
    public static boolean isContinued(String line) {
        return line.length() > 3 && line.charAt(3) == '-';
    }

    /** What follows the code. */
    public static String text(String line) {
        return line.length() > 4 ? line.substring(4) : "";
    }

    /**
     * The lines as one reply. The last line's code counts if they differ. The enhanced status code,
     * which many relays repeat on each line, is kept once.
     */
    public static SmtpReply joined(List<String> lines) {
        String last = lines.get(lines.size() - 1);
        int code = Integer.parseInt(last.substring(0, 3));
        if (lines.size() == 1) {
            return SmtpReply.of(code, text(last));
        }
        String first = text(lines.get(0));
        String repeated = EnhancedStatus.at(first).map(EnhancedStatus::toString).orElse(null);
        StringBuilder all = new StringBuilder(first);
        for (String line : lines.subList(1, lines.size())) {
            String text = text(line);
            boolean repeats = repeated != null && text.startsWith(repeated);
            all.append(' ').append(repeats ? text.substring(repeated.length()) : text);
        }
        return SmtpReply.of(code, all.toString());
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
