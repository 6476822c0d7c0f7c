package dev.waypost.compose;

import dev.waypost.intake.CustomHeaders;
import dev.waypost.intake.MediaType;
import dev.waypost.intake.field.QuotedString;
import java.util.List;
import java.util.Map;

/**
 * Writes the fields of one header block, folded at 76 octets where the field allows it (RFC 5322
 * section 2.2.3). The last guard against header injection: whatever the caller passes, no CR, LF or
 * other control character gets into a field. For one thread.
 */
final class HeaderWriter {

    /** RFC 2047 section 2 says 76 for lines with encoded-words; others may as well. */
    static final int LINE = 76;

    /** A first encoded-word with less room than this starts on a line of its own. */
    private static final int LEAST_ROOM = 24;

    private final MessageBuffer out;
    private String field;
    private int column;
    private boolean fresh;

    HeaderWriter(MessageBuffer out) {
        this.out = out;
    }

    /** Starts a field; {@link #end} must follow its tokens. */
    HeaderWriter begin(String name) {
        field = name;
        out.append(name);
        out.append(':');
        column = name.length() + 1;
        fresh = true;
        return this;
    }

    /**
     * Writes a token that must not be broken, after a space or a fold. The first is never folded
     * away from the name of its field: some readers take such a field for an empty one.
     */
    HeaderWriter token(String token) throws UncomposableEvent {
        if (!fresh && column + 1 + token.length() > LINE) {
            fold();
        }
        return append(token);
    }

    /** Writes text as encoded-words (RFC 2047). */
    HeaderWriter encoded(String text) throws UncomposableEvent {
        refuseLineBreaks(field, text);
        int room = LINE - column - 1;
        if (room < LEAST_ROOM) {
            fold();
            room = LINE - 1;
        }
        for (String word : EncodedWords.of(text, room, LINE - 1)) {
            if (column + 1 + word.length() > LINE) {
                fold();
            }
            append(word);
        }
        return this;
    }

    /** Ends the last token with a separator. */
    HeaderWriter separator(char separator) throws UncomposableEvent {
        out.append(separator);
        column++;
        refuseLongLine();
        return this;
    }

    /** A parameter of a field such as Content-Type (RFC 2045 section 5.1), in ASCII. */
    HeaderWriter parameter(String name, String value) throws UncomposableEvent {
        boolean token = MediaType.isToken(value);
        return separator(';').token(name + "=" + (token ? value : QuotedString.of(value)));
    }

    void end() {
        out.endLine();
    }

    /** A field that is one token. */
    void single(String name, String token) throws UncomposableEvent {
        begin(name).token(token).end();
    }

    /** A field of mailboxes (RFC 5322 section 3.4); no field when there are none. */
    void mailboxes(String name, List<Mailbox> mailboxes) throws UncomposableEvent {
        if (mailboxes.isEmpty()) {
            return;
        }
        begin(name);
        for (int i = 0; i < mailboxes.size(); i++) {
            if (i > 0) {
                separator(',');
            }
            mailboxes.get(i).writeTo(this);
        }
        end();
    }

    /**
     * Free text that must arrive exactly as it is, such as a subject: whatever folding or a
     * reader's trimming could change becomes encoded-words.
     */
    void text(String name, String text) throws UncomposableEvent {
        begin(name);
        if (!isPlain(text) || !fits(text)) {
            encoded(text);
        } else if (!text.isEmpty()) {
            foldable(text);
        }
        end();
    }

    /**
     * Fields we know nothing about: ASCII stays as the producer wrote it, since it may have a
     * syntax of its own; other text becomes encoded-words.
     */
    void custom(CustomHeaders headers) throws UncomposableEvent {
        for (Map.Entry<String, List<String>> field : headers.fields().entrySet()) {
            for (String value : field.getValue()) {
                custom(field.getKey(), value);
            }
        }
    }

    private void custom(String name, String value) throws UncomposableEvent {
        begin(name);
        String trimmed = value.strip();
        if (!trimmed.chars().allMatch(c -> c < 128)) {
            encoded(trimmed);
        } else if (!trimmed.isEmpty()) {
            foldable(trimmed);
        }
        end();
    }

    static void refuseLineBreaks(String field, String value) throws UncomposableEvent {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\r' || c == '\n' || c == 0) {
                throw new UncomposableEvent(field + " holds CR, LF or NUL");
            }
        }
    }

    private boolean fits(String text) {
        if (column + 1 + text.length() <= LINE) {
            return true;
        }
        List<String> words = List.of(CustomHeaders.foldable(text));
        return column + 1 + words.get(0).length() <= LINE
                && words.stream().allMatch(word -> word.length() < LINE);
    }

    private void foldable(String text) throws UncomposableEvent {
        if (column + 1 + text.length() <= LINE) {
            append(text);
            return;
        }
        for (String word : CustomHeaders.foldable(text)) {
            token(word);
        }
    }

    private void fold() {
        out.endLine();
        column = 0;
        fresh = false;
    }

    private HeaderWriter append(String token) throws UncomposableEvent {
        for (int i = 0; i < token.length(); i++) {
            if (token.charAt(i) < ' ' && token.charAt(i) != '\t' || token.charAt(i) == 127) {
                throw new UncomposableEvent(field + " holds a control character");
            }
        }
        out.append(' ');
        column += 1 + out.append(token);
        fresh = false;
        refuseLongLine();
        return this;
    }

    private void refuseLongLine() throws UncomposableEvent {
        if (column > TransferEncoding.LONGEST_LINE) {
            throw new UncomposableEvent(field + " needs a line of more than 998 octets");
        }
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        boolean trimmable = !text.isEmpty() && (text.charAt(0) == ' ' || text.endsWith(" "));
        // What looks like an encoded-word would be decoded by the reader.
        return !trimmable && !text.contains("=?");
    }
}
