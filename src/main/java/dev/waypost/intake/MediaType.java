package dev.waypost.intake;

import dev.waypost.intake.field.QuotedString;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The value of Content-Type (RFC 2045 section 5.1). Reads what people write: spaces around the
 * signs, a semicolon too many. A {@code name} is passed over, since a file has its {@code
 * filename}; of a parameter that stands twice, the first counts. Immutable.
 *
 * @param name {@code type/subtype}, as written
 * @param parameters their values without quotes, printable ASCII, by their names in lower case
 */
public record MediaType(String name, Map<String, String> parameters) {

    /** What is said of a file of which nothing is known (RFC 2046 section 4.5.1). */
    public static final MediaType OCTETS = new MediaType("application/octet-stream", Map.of());

    /** RFC 6838 section 4.2. */
    private static final int LONGEST_NAME = 127;

    private static final String TSPECIALS = "()<>@,;:\\\"/[]?=";

    /**
     * @throws IllegalArgumentException where it is none
     */
    public MediaType {
        int slash = name.indexOf('/');
        boolean holds =
                slash > 0
                        && isToken(name.substring(0, slash))
                        && isToken(name.substring(slash + 1))
                        && Math.max(slash, name.length() - slash - 1) <= LONGEST_NAME
                        && parameters.keySet().stream().allMatch(MediaType::isToken)
                        && parameters.values().stream().allMatch(MediaType::isPrintable);
        if (!holds) {
            throw new IllegalArgumentException(
                    "must be a media type such as application/pdf (RFC 2045 section 5.1)");
        }
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    /** The media type that the text says, or null when it says none. */
    public static MediaType of(String text) {
        return new Reader(text).read();
    }

    /** What stands before the slash, in lower case. */
    public String topLevel() {
        return name.substring(0, name.indexOf('/')).toLowerCase(Locale.ROOT);
    }

    /** Whether the text is a token (RFC 2045 section 5.1), which needs no quotes as a value. */
    public static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(MediaType::isTokenCharacter);
    }

    private static boolean isPrintable(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7F);
    }

    private static boolean isTokenCharacter(int c) {
        return c > ' ' && c < 0x7F && TSPECIALS.indexOf(c) < 0;
    }

    private static final class Reader {

        private final String text;
        private final Map<String, String> parameters = new TreeMap<>();
        private int at;

        Reader(String text) {
            this.text = text;
        }

        MediaType read() {
            spaces();
            String type = token();
            if (type == null || !symbol('/')) {
                return null;
            }
            String subtype = token();
            if (subtype == null || Math.max(type.length(), subtype.length()) > LONGEST_NAME) {
                return null;
            }
            spaces();
            while (symbol(';')) {
                if (!parameter()) {
                    return null;
                }
            }
            return at == text.length() ? new MediaType(type + "/" + subtype, parameters) : null;
        }

        /** One parameter or none, with the spaces around it; false when it is malformed. */
        private boolean parameter() {
            spaces();
            String attribute = token();
            spaces();
            if (attribute == null) {
                return at == text.length() || text.charAt(at) == ';';
            }
            if (!symbol('=')) {
                return false;
            }
            spaces();
            String value = at < text.length() && text.charAt(at) == '"' ? quoted() : token();
            spaces();
            String base = attribute.split("\\*", 2)[0];
            if (value == null || base.equalsIgnoreCase("name")) {
                return value != null;
            }
            parameters.putIfAbsent(attribute.toLowerCase(Locale.ROOT), value);
            return isPrintable(value);
        }

        private String token() {
            int start = at;
            while (at < text.length() && isTokenCharacter(text.charAt(at))) {
                at++;
            }
            return at > start ? text.substring(start, at) : null;
        }

        private String quoted() {
            String rest = text.substring(at);
            int end = QuotedString.end(rest);
            if (end < 0) {
                return null;
            }
            at += end;
            return QuotedString.content(rest.substring(0, end));
        }

        private boolean symbol(char c) {
            boolean found = at < text.length() && text.charAt(at) == c;
            at += found ? 1 : 0;
            return found;
        }

        private void spaces() {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
        }
    }

    /** For logs, without the parameters: one of them may be a file name. */
    @Override
    public String toString() {
        return name;
    }
}
