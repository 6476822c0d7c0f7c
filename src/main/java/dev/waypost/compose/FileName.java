package dev.waypost.compose;

import dev.waypost.intake.field.QuotedString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The name of a file, in the form that most readers read right (docs/mail.md has the figures). A
 * plain one is a quoted string. Any other is in UTF-8 by RFC 2231 alone, for beside an ASCII
 * stand-in some readers take the stand-in; and as encoded-words in Content-Type's old {@code name},
 * for those that know no RFC 2231.
 */
record FileName(String text) {

    /** As long as a name may be (docs/events.md); it stands in one line. */
    private static final int LONGEST_PLAIN = 255;

    /** Octets of a value that fit a line beside {@code filename*9*=} and a semicolon. */
    private static final int SEGMENT = 56;

    /** Some readers put {@code *10*} before {@code *2*}, so a long name gets longer lines. */
    private static final int MOST_SEGMENTS = 10;

    /** The longest a segment may end short of its room: a character of four octets. */
    private static final int CHARACTER = 12;

    private static final String CHARSET = "UTF-8''";
    private static final String ATTRIBUTE_SIGNS = "!#$&+-.^_`{}~";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    /** The parameter {@code name} of Content-Type; none for a plain name. */
    void writeName(HeaderWriter header) throws UncomposableEvent {
        HeaderWriter.refuseLineBreaks("file name", text);
        if (isPlain()) {
            return;
        }
        String open = "name=\"";
        // The first word stands beside the opening quote, the last beside the closing one.
        int room = HeaderWriter.LINE - 2 - open.length();
        List<String> words = EncodedWords.of(text, room, room);
        header.separator(';');
        for (int i = 0; i < words.size(); i++) {
            String word = i == 0 ? open + words.get(i) : words.get(i);
            header.token(i == words.size() - 1 ? word + '"' : word);
        }
    }

    /** The parameter {@code filename} of Content-Disposition. */
    void writeFileName(HeaderWriter header) throws UncomposableEvent {
        HeaderWriter.refuseLineBreaks("file name", text);
        if (isPlain()) {
            header.separator(';').token("filename=" + QuotedString.of(text));
            return;
        }
        List<String> segments = segments();
        for (int i = 0; i < segments.size(); i++) {
            String name = segments.size() == 1 ? "filename*=" : "filename*" + i + "*=";
            header.separator(';').token(name + segments.get(i));
        }
    }

    /** Whether every reader takes the name between quotes for what it is. */
    private boolean isPlain() {
        return text.length() <= LONGEST_PLAIN
                && text.equals(text.strip())
                && !text.contains("=?")
                && text.chars().allMatch(c -> c >= ' ' && c <= '~' && "\"\\/;".indexOf(c) < 0);
    }

    /** RFC 2231 sections 3 and 4; a character is never split over two segments. */
    private List<String> segments() {
        List<String> characters = new ArrayList<>();
        int octets = CHARSET.length();
        for (int c : text.codePoints().toArray()) {
            String character = encoded(Character.toString(c));
            characters.add(character);
            octets += character.length();
        }
        int room = Math.max(SEGMENT, octets / MOST_SEGMENTS + CHARACTER);
        List<String> segments = new ArrayList<>();
        StringBuilder segment = new StringBuilder(CHARSET);
        for (String character : characters) {
            if (segment.length() + character.length() > room) {
                segments.add(segment.toString());
                segment.setLength(0);
            }
            segment.append(character);
        }
        segments.add(segment.toString());
        return segments;
    }

    private static String encoded(String character) {
        StringBuilder encoded = new StringBuilder(CHARACTER);
        for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
            boolean literal =
                    b >= 'a' && b <= 'z'
                            || b >= 'A' && b <= 'Z'
                            || b >= '0' && b <= '9'
                            || b > 0 && ATTRIBUTE_SIGNS.indexOf(b) >= 0;
            if (literal) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX[b >> 4 & 0xF]).append(HEX[b & 0xF]);
            }
        }
        return encoded.toString();
    }
}
