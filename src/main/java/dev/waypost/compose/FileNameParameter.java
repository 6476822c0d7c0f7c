package dev.waypost.compose;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * The parameter {@code filename} of Content-Disposition: in plain ASCII for every reader, and, when
 * that cannot say it all, in UTF-8 by RFC 2231 for the others. The plain one then stands first, as
 * RFC 6266 appendix D advises for the same syntax.
 */
record FileNameParameter(String fileName) {

    private static final int LONGEST_PLAIN = 60;
    private static final int LONGEST_EXTENSION = 12;

    /** Octets of a value that fit a line beside {@code filename*99*=} and a semicolon. */
    private static final int SEGMENT = 56;

    private static final String CHARSET = "UTF-8''";
    private static final String ATTRIBUTE_SIGNS = "!#$&+-.^_`{}~";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    void writeTo(HeaderWriter header) throws UncomposableEvent {
        HeaderWriter.refuseLineBreaks("file name", fileName);
        String plain = plain();
        header.separator(';').token("filename=\"" + plain + "\"");
        if (plain.equals(fileName)) {
            return;
        }
        List<String> segments = segments();
        for (int i = 0; i < segments.size(); i++) {
            String name = segments.size() == 1 ? "filename*=" : "filename*" + i + "*=";
            header.separator(';').token(name + segments.get(i));
        }
    }

    /** What is left of the name in ASCII without quotes: accents dropped, the rest underscores. */
    private String plain() {
        StringBuilder plain = new StringBuilder(fileName.length());
        String decomposed = Normalizer.normalize(fileName, Normalizer.Form.NFKD);
        decomposed
                .codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .forEach(c -> plain.append(isPlain(c) ? (char) c : '_'));
        if (plain.length() > LONGEST_PLAIN || plain.indexOf("=?") >= 0) {
            return shortened(plain.toString().replace("=?", "__"));
        }
        return plain.toString();
    }

    private static String shortened(String plain) {
        if (plain.length() <= LONGEST_PLAIN) {
            return plain;
        }
        int dot = plain.lastIndexOf('.');
        boolean hasExtension = dot > 0 && plain.length() - dot <= LONGEST_EXTENSION;
        String extension = hasExtension ? plain.substring(dot) : "";
        return plain.substring(0, LONGEST_PLAIN - extension.length()) + extension;
    }

    private static boolean isPlain(int c) {
        return c >= ' ' && c <= '~' && c != '"' && c != '\\' && c != '/';
    }

    /** RFC 2231 sections 3 and 4; a character is never split over two segments. */
    private List<String> segments() {
        List<String> segments = new ArrayList<>();
        StringBuilder segment = new StringBuilder(CHARSET);
        StringBuilder character = new StringBuilder(12);
        for (int i = 0; i < fileName.length(); ) {
            int codePoint = fileName.codePointAt(i);
            character.setLength(0);
            for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
                appendEncoded(character, b);
            }
            if (segment.length() + character.length() > SEGMENT) {
                segments.add(segment.toString());
                segment.setLength(0);
            }
            segment.append(character);
            i += Character.charCount(codePoint);
        }
        segments.add(segment.toString());
        return segments;
    }

    private static void appendEncoded(StringBuilder target, byte b) {
        boolean literal =
                b >= 'a' && b <= 'z'
                        || b >= 'A' && b <= 'Z'
                        || b >= '0' && b <= '9'
                        || b > 0 && ATTRIBUTE_SIGNS.indexOf(b) >= 0;
        if (literal) {
            target.append((char) b);
        } else {
            target.append('%').append(HEX[b >> 4 & 0xF]).append(HEX[b & 0xF]);
        }
    }
}
