package dev.waypost.compose;

import dev.waypost.intake.CustomHeaders;
import dev.waypost.intake.field.OctetScan;
import java.util.Base64;

/**
 * How a body travels over a path of seven bits (RFC 2045 section 6). Text that needs no encoding is
 * left as it is; mostly ASCII text stays readable; the rest is base64. Line ends of text (CRLF,
 * lone CR, lone LF) leave as CRLF.
 */
enum TransferEncoding {
    SEVEN_BIT("7bit"),
    QUOTED_PRINTABLE("quoted-printable"),
    BASE64("base64");

    /** Every boundary begins so; text that might hold one does not travel as it is. */
    static final String BOUNDARY_PREFIX = "=_";

    static final int LONGEST_LINE = CustomHeaders.LONGEST_LINE;

    /** RFC 5322 allows 998; sendmail breaks lines from 990 octets on, and Haraka from 992. */
    private static final int LONGEST_AS_IT_IS = 980;

    /** RFC 2045 section 6.7 (5): 76 with the equals sign of a soft line break. */
    private static final int QUOTED_LINE = 75;

    private static final char DELETE = 127;
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final String token;

    TransferEncoding(String token) {
        this.token = token;
    }

    /** The value of Content-Transfer-Encoding. */
    String token() {
        return token;
    }

    /**
     * How one text travels.
     *
     * @param length how many octets it is, with CRLF line ends, before it is encoded
     */
    record Choice(TransferEncoding encoding, int length) {}

    /** The encoding for a text in UTF-8. */
    static Choice forText(byte[] utf8) {
        int foreign = OctetScan.eightBit(utf8);
        int length = utf8.length;
        int equalsSigns = 0;
        int lineStart = 0;
        boolean sevenBit = true;
        for (int i = special(utf8, 0); i < utf8.length; i = special(utf8, i + 1)) {
            byte b = utf8[i];
            if (b == '\n' || b == '\r') {
                sevenBit &= i - lineStart <= LONGEST_AS_IT_IS;
                int last = lastOfLineEnd(utf8, i);
                length += last == i ? 1 : 0;
                i = last;
                lineStart = i + 1;
            } else if (b == '=') {
                equalsSigns++;
                sevenBit &= !boundaryFollows(utf8, lineStart, i);
            } else if (b != '\t') {
                foreign++;
            }
        }
        sevenBit &= utf8.length - lineStart <= LONGEST_AS_IT_IS;
        if (sevenBit && foreign == 0) {
            return new Choice(SEVEN_BIT, length);
        }
        // Base64 is the shorter from one octet in six, but up to one in four, which is any Latin
        // language, a person can still read the source of the mail.
        boolean readable = (foreign + equalsSigns) * 4L <= utf8.length;
        return new Choice(readable ? QUOTED_PRINTABLE : BASE64, length);
    }

    /** Writes a text in UTF-8, without ending its last line. */
    void writeText(byte[] utf8, MessageBuffer out) {
        switch (this) {
            case SEVEN_BIT -> writeLines(utf8, out);
            case QUOTED_PRINTABLE -> writeQuotedPrintable(utf8, out);
            case BASE64 -> {
                // RFC 2045 section 6.8: line ends of text become CRLF before base64.
                MessageBuffer canonical = new MessageBuffer(utf8.length + utf8.length / 32);
                writeLines(utf8, canonical);
                writeBase64(canonical.toByteArray(), out);
            }
        }
    }

    /** Writes octets as they are, in base64 lines of 76. */
    static void writeBase64(byte[] octets, MessageBuffer out) {
        byte[] encoded = Base64.getMimeEncoder().encode(octets);
        out.append(encoded, 0, encoded.length);
    }

    /** Nearly no octet is of these, and most of the time is spent here. */
    private static int special(byte[] utf8, int from) {
        return OctetScan.next(utf8, from, utf8.length, '=', DELETE);
    }

    private static boolean boundaryFollows(byte[] utf8, int lineStart, int at) {
        return at == lineStart + 2
                && utf8[lineStart] == '-'
                && utf8[lineStart + 1] == '-'
                && at + 1 < utf8.length
                && utf8[at + 1] == '_';
    }

    private static void writeLines(byte[] utf8, MessageBuffer out) {
        int lineStart = 0;
        for (int i = line(utf8, 0); i < utf8.length; i = line(utf8, i + 1)) {
            if (utf8[i] == '\n' || utf8[i] == '\r') {
                out.append(utf8, lineStart, i);
                out.endLine();
                i = lastOfLineEnd(utf8, i);
                lineStart = i + 1;
            }
        }
        out.append(utf8, lineStart, utf8.length);
    }

    private static int line(byte[] utf8, int from) {
        return OctetScan.next(utf8, from, utf8.length, '\r', '\n');
    }

    private static void writeQuotedPrintable(byte[] utf8, MessageBuffer out) {
        int column = 0;
        for (int i = 0; i < utf8.length; i++) {
            byte b = utf8[i];
            if (b == '\n' || b == '\r') {
                out.endLine();
                i = lastOfLineEnd(utf8, i);
                column = 0;
                continue;
            }
            boolean literal = b > ' ' && b < DELETE && b != '=' || isInnerSpace(utf8, i);
            int width = literal ? 1 : 3;
            if (column + width > QUOTED_LINE) {
                out.append('=');
                out.endLine();
                column = 0;
            }
            if (literal) {
                out.append((char) b);
            } else {
                out.append('=');
                out.append(HEX[b >> 4 & 0xF]);
                out.append(HEX[b & 0xF]);
            }
            column += width;
        }
    }

    /** RFC 2045 section 6.7 (3): white space at the end of a line must be encoded. */
    private static boolean isInnerSpace(byte[] utf8, int i) {
        return (utf8[i] == ' ' || utf8[i] == '\t')
                && i + 1 < utf8.length
                && utf8[i + 1] != '\r'
                && utf8[i + 1] != '\n';
    }

    private static int lastOfLineEnd(byte[] utf8, int i) {
        return utf8[i] == '\r' && i + 1 < utf8.length && utf8[i + 1] == '\n' ? i + 1 : i;
    }
}
