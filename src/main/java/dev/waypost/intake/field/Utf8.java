package dev.waypost.intake.field;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Strict UTF-8 (RFC 3629), in constant memory however long the input. */
public final class Utf8 {

    private static final int CHUNK = 8192;

    private Utf8() {}

    /** Offset of the first octet that is not UTF-8, or -1. */
    public static int firstFault(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(Math.min(CHUNK, bytes.length + 1));
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        while (true) {
            // A fresh decoder reports malformed input instead of replacing it.
            CoderResult result = decoder.decode(in, out, true);
            if (result.isError()) {
                return in.position();
            }
            if (result.isUnderflow()) {
                return -1;
            }
            out.clear();
        }
    }

    /** Whether no octet has its eighth bit set. */
    public static boolean isAscii(byte[] bytes) {
        return OctetScan.eightBit(bytes) == 0;
    }

    /** The text, or null where it is not UTF-8. */
    public static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }

    /** How many octets the text takes. */
    public static int octets(String text) {
        int octets = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Each half of a surrogate pair counts two of the pair's four octets.
            octets += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return octets;
    }
}
