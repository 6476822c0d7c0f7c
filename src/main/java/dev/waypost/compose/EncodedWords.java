package dev.waypost.compose;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Text as encoded-words in UTF-8 (RFC 2047), in whichever of Q and B is shorter. A word holds whole
 * characters only and has at most 75 octets; Q uses just what is allowed in a phrase, so the words
 * serve display names as well.
 */
final class EncodedWords {

    /** RFC 2047 section 2. */
    private static final int LONGEST_WORD = 75;

    private static final String Q_PREFIX = "=?UTF-8?Q?";
    private static final String B_PREFIX = "=?UTF-8?B?";
    private static final String SUFFIX = "?=";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final String text;
    private final boolean quoted;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder(LONGEST_WORD);
    private final int furtherRoom;
    private int room;

    private EncodedWords(String text, int firstRoom, int furtherRoom) {
        this.text = text;
        this.quoted = isQShorter(text.getBytes(StandardCharsets.UTF_8));
        this.room = payload(firstRoom);
        this.furtherRoom = payload(furtherRoom);
    }

    /**
     * @param firstRoom octets left for the first word in its line, at least 24
     * @param furtherRoom octets for each other word, at least 24
     */
    static List<String> of(String text, int firstRoom, int furtherRoom) {
        EncodedWords encoded = new EncodedWords(text, firstRoom, furtherRoom);
        if (encoded.quoted) {
            encoded.quote();
        } else {
            encoded.base64();
        }
        return encoded.words;
    }

    private void quote() {
        StringBuilder character = new StringBuilder(12);
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            character.setLength(0);
            for (byte b : octetsOf(codePoint)) {
                appendQuoted(character, b);
            }
            if (word.length() + character.length() > room) {
                endWord(Q_PREFIX);
            }
            word.append(character);
            i += Character.charCount(codePoint);
        }
        endWord(Q_PREFIX);
    }

    private void base64() {
        int from = 0;
        int octets = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            int width = octetsOf(codePoint).length;
            if (octets + width > room / 4 * 3) {
                appendBase64(from, i);
                endWord(B_PREFIX);
                from = i;
                octets = 0;
            }
            octets += width;
            i += Character.charCount(codePoint);
        }
        appendBase64(from, text.length());
        endWord(B_PREFIX);
    }

    private void appendBase64(int from, int to) {
        byte[] octets = text.substring(from, to).getBytes(StandardCharsets.UTF_8);
        word.append(Base64.getEncoder().encodeToString(octets));
    }

    private void endWord(String prefix) {
        words.add(prefix + word + SUFFIX);
        word.setLength(0);
        room = furtherRoom;
    }

    private static int payload(int wordLength) {
        return Math.min(wordLength, LONGEST_WORD) - Q_PREFIX.length() - SUFFIX.length();
    }

    private static boolean isQShorter(byte[] utf8) {
        int length = 0;
        for (byte b : utf8) {
            length += b == ' ' || isPlain(b) ? 1 : 3;
        }
        return length <= (utf8.length + 2) / 3 * 4;
    }

    private static void appendQuoted(StringBuilder target, byte b) {
        if (b == ' ') {
            target.append('_');
        } else if (isPlain(b)) {
            target.append((char) b);
        } else {
            target.append('=').append(HEX[b >> 4 & 0xF]).append(HEX[b & 0xF]);
        }
    }

    /** RFC 2047 section 5 (3): what Q may leave as it is within a phrase. */
    private static boolean isPlain(byte b) {
        return b >= 'a' && b <= 'z'
                || b >= 'A' && b <= 'Z'
                || b >= '0' && b <= '9'
                || b == '!'
                || b == '*'
                || b == '+'
                || b == '-'
                || b == '/';
    }

    private static byte[] octetsOf(int codePoint) {
        return Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
    }
}
