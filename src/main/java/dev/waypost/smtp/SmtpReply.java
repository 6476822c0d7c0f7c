package dev.waypost.smtp;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reply of RFC 5321 section 4.2: code, enhanced status code and text. Immutable.
 *
 * @param code 200 to 599
 * @param enhanced null where the text carried none, or one whose class contradicts the code (the
 *     code wins, RFC 5321 section 4.2)
 * @param text without code and enhanced code; the lines of a multi-line reply joined by one space;
 *     control characters removed; at most 500 characters
 */
public record SmtpReply(int code, EnhancedStatus enhanced, String text) {

    private static final int LONGEST_TEXT = 500;
    // Format characters too: some of them turn the writing direction of a terminal.
    private static final Pattern BLANK = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+");
    // RFC 5321 section 4.2: three digits, then "-" on all lines but the last. 571 and the like are
    // in use though the grammar ends at 559.
    private static final Pattern LINE = Pattern.compile("([2-5]\\d\\d)(?:[ -](.*))?");
    private static final Pattern ADDRESS = Pattern.compile("<?[^\\s<>@]*@[^\\s<>@]*>?");

    /** Reads the text that followed {@code code}, all lines joined. */
    public static SmtpReply of(int code, String text) {
        String line = text == null ? "" : tidied(text).strip();
        EnhancedStatus enhanced = EnhancedStatus.at(line).orElse(null);
        if (enhanced != null) {
            line = withoutFirstWord(line);
            if (enhanced.statusClass() != code / 100) {
                enhanced = null;
            }
        }
        return new SmtpReply(code, enhanced, cut(line));
    }

    /** Reads a reply as it came, one line or several; empty if it is none. */
    public static Optional<SmtpReply> parse(String reply) {
        String code = null;
        String status = null;
        StringBuilder text = new StringBuilder();
        for (String line : reply.strip().split("\\R")) {
            Matcher matcher = LINE.matcher(line.strip());
            if (!matcher.matches() || (code != null && !code.equals(matcher.group(1)))) {
                return Optional.empty();
            }
            String words = matcher.group(2) == null ? "" : matcher.group(2).strip();
            String itsStatus = EnhancedStatus.at(words).map(Object::toString).orElse(null);
            // RFC 2034 section 4: every line repeats the status.
            boolean repeated = code != null && itsStatus != null && itsStatus.equals(status);
            text.append(repeated ? withoutFirstWord(words) : words).append(' ');
            status = code == null ? itsStatus : status;
            code = matcher.group(1);
        }
        return Optional.of(of(Integer.parseInt(code), text.toString()));
    }

    /** 4yz. */
    public boolean isTransient() {
        return code / 100 == 4;
    }

    /** 5yz. */
    public boolean isPermanent() {
        return code / 100 == 5;
    }

    /** Code and enhanced status alone. */
    public String status() {
        return code + (enhanced == null ? "" : " " + enhanced);
    }

    /** The whole, with {@code <address>} for whatever looks like a mail address. */
    public String redacted() {
        String hidden =
                text.indexOf('@') < 0 ? text : ADDRESS.matcher(text).replaceAll("<address>");
        return status() + (hidden.isEmpty() ? "" : " " + hidden);
    }

    // Nearly every reply is tidy, and there are four to a mail: the expression runs for the rest.
    private static String tidied(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == ' ' && i > 0 && text.charAt(i - 1) == ' ') {
                return BLANK.matcher(text).replaceAll(" ");
            }
        }
        return text;
    }

    @Override
    public String toString() {
        return status() + (text.isEmpty() ? "" : " " + text);
    }

    private static String withoutFirstWord(String line) {
        int blank = line.indexOf(' ');
        return blank < 0 ? "" : line.substring(blank + 1);
    }

    private static String cut(String line) {
        if (line.length() <= LONGEST_TEXT) {
            return line;
        }
        boolean withinPair = Character.isHighSurrogate(line.charAt(LONGEST_TEXT - 1));
        return line.substring(0, withinPair ? LONGEST_TEXT - 1 : LONGEST_TEXT);
    }
}
