package dev.waypost.intake;

import dev.waypost.intake.address.EmailAddress;
import dev.waypost.intake.field.Field;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * How to leave a list: RFC 2369 section 3.2, and RFC 8058 when {@code oneClick}. Holds ASCII URIs
 * only, one at least. Immutable.
 *
 * @param url http or https; null for none
 * @param mailto a {@code mailto:} URI, also where an address was given; null for none
 * @param oneClick only with an https URL
 */
public record ListUnsubscribe(String url, String mailto, boolean oneClick) {

    private static final String MAILTO = "mailto:";

    /** What an address may hold in a mailto: URI as it is (RFC 6068 section 2), and its at sign. */
    private static final String PLAIN = "-._~!$'()*+,:@";

    private static final String NO_TARGET = "must have `url`, `mailto` or both";
    private static final String NO_URL =
            "must be an http or https URL in ASCII, other characters percent-encoded";
    private static final String NO_HTTPS =
            "must have an https `url` beside it (RFC 8058 section 3.1)";
    private static final String NO_MAILTO = "must be an ASCII address or a mailto: URI (RFC 6068)";

    /**
     * @throws IllegalArgumentException saying what is wrong; it repeats nothing of the targets
     */
    public ListUnsubscribe {
        require(url != null || mailto != null, NO_TARGET);
        require(url == null || isWeb(url), NO_URL);
        require(!oneClick || isHttps(url), NO_HTTPS);
        mailto = mailto == null ? null : uriOf(mailto);
        require(mailto == null || isMailto(mailto), NO_MAILTO);
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw new IllegalArgumentException(fault);
        }
    }

    /** Reads {@code list_unsubscribe}; null when absent or after a complaint. */
    static ListUnsubscribe read(Field field) {
        if (field.isAbsent() || !field.node().isObject()) {
            return null;
        }
        Field url = field.get("url");
        Field mailto = field.get("mailto");
        Field oneClick = field.get("one_click");
        boolean sound =
                accept(field, !url.isAbsent() || !mailto.isAbsent(), NO_TARGET)
                        & accept(url, url.text() == null || isWeb(url.text()), NO_URL)
                        & accept(oneClick, !oneClick.isTrue() || isHttps(url.text()), NO_HTTPS)
                        & accept(
                                mailto,
                                mailto.text() == null || isMailto(uriOf(mailto.text())),
                                NO_MAILTO);
        return sound && (url.text() != null || mailto.text() != null)
                ? new ListUnsubscribe(url.text(), mailto.text(), oneClick.isTrue())
                : null;
    }

    private static boolean accept(Field field, boolean holds, String fault) {
        if (!holds) {
            field.refuse(fault);
        }
        return holds;
    }

    private static boolean isWeb(String url) {
        URI uri = uri(url);
        return uri != null
                && uri.getHost() != null
                && (isHttps(url) || "http".equalsIgnoreCase(uri.getScheme()));
    }

    private static boolean isHttps(String url) {
        URI uri = url == null ? null : uri(url);
        return uri != null && uri.getHost() != null && "https".equalsIgnoreCase(uri.getScheme());
    }

    private static boolean isMailto(String uri) {
        return hasMailto(uri) && uri.length() > MAILTO.length() && uri(uri) != null;
    }

    private static boolean hasMailto(String text) {
        return text.toLowerCase(Locale.ROOT).startsWith(MAILTO);
    }

    /** An address becomes a URI; what is neither stays as it is. */
    private static String uriOf(String mailto) {
        try {
            return hasMailto(mailto) || !isAscii(mailto)
                    ? mailto
                    : MAILTO + percentEncoded(EmailAddress.parse(mailto).text());
        } catch (IllegalArgumentException noAddress) {
            return mailto;
        }
    }

    private static String percentEncoded(String address) {
        StringBuilder encoded = new StringBuilder(address.length());
        for (char c : address.toCharArray()) {
            boolean plain = Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0;
            encoded.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return encoded.toString();
    }

    private static URI uri(String text) {
        try {
            return isAscii(text) ? new URI(text) : null;
        } catch (URISyntaxException notUri) {
            return null;
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /** For logs: its targets may name the recipient. */
    @Override
    public String toString() {
        return "a way to unsubscribe";
    }
}
