package dev.waypost.intake;

import dev.waypost.intake.field.OctetScan;
import java.nio.charset.StandardCharsets;

/**
 * The strings of one JSON text in ASCII (RFC 8259 section 7), straight from its octets: a parser
 * puts a long one together character by character, in twice its memory. Plain text and the escapes
 * of two characters alone; whatever else there is, faults for one, is the parser's. One thread.
 */
final class JsonStrings {

    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";

    private final byte[] json;
    private byte[] unescaped = {};

    /**
     * @param json all ASCII: what is not, the parser reads no slower
     */
    JsonStrings(byte[] json) {
        this.json = json;
    }

    /**
     * Reads a string.
     *
     * @param quote where its first quotation mark stands
     * @return null where the parser has to read it
     */
    String at(int quote) {
        int from = quote + 1;
        int to = stop(from);
        if (is('"', to)) {
            return new String(json, from, to - from, StandardCharsets.ISO_8859_1);
        }
        int length = 0;
        while (is('\\', to)) {
            int escape = to + 1 < json.length ? ESCAPES.indexOf(json[to + 1]) : -1;
            if (escape < 0) {
                return null;
            }
            length = append(from, to, length);
            unescaped[length++] = (byte) ESCAPED.charAt(escape);
            from = to + 2;
            to = stop(from);
        }
        return is('"', to)
                ? new String(unescaped, 0, append(from, to, length), StandardCharsets.ISO_8859_1)
                : null;
    }

    private int append(int from, int to, int length) {
        if (unescaped.length == 0) {
            unescaped = new byte[json.length];
        }
        System.arraycopy(json, from, unescaped, length, to - from);
        return length + to - from;
    }

    /** The next place of a quotation mark, a backslash, or what no string can hold as it is. */
    private int stop(int from) {
        return OctetScan.next(json, from, json.length, '"', '\\');
    }

    private boolean is(char sign, int at) {
        return at < json.length && json[at] == sign;
    }
}
