package dev.waypost.intake;

import dev.waypost.intake.MailEvent.ListUnsubscribe;
import dev.waypost.intake.address.EmailAddress;
import dev.waypost.intake.field.Field;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Reads {@code list_unsubscribe} (RFC 2369 section 3.2, RFC 8058 section 3.1). */
final class UnsubscribeReader {

    private static final String MAILTO = "mailto:";

    private UnsubscribeReader() {}

    /** How to leave the list, or null when absent. */
    static ListUnsubscribe read(Field unsubscribe) {
        if (unsubscribe.isAbsent() || !unsubscribe.node().isObject()) {
            return null;
        }
        Field url = unsubscribe.get("url");
        Field mailto = unsubscribe.get("mailto");
        Field oneClick = unsubscribe.get("one_click");
        if (url.isAbsent() && mailto.isAbsent()) {
            unsubscribe.refuse("must have `url`, `mailto` or both");
        }
        String scheme = url.text() == null ? "" : scheme(url);
        // RFC 8058 section 3.1: one-click takes one HTTPS URI.
        if (oneClick.isTrue() && !scheme.equals("https")) {
            oneClick.refuse("must have an https `url` beside it (RFC 8058 section 3.1)");
        }
        if (mailto.text() != null) {
            check(mailto);
        }
        return new ListUnsubscribe(url.text(), mailto.text(), oneClick.isTrue());
    }

    /** The scheme of the URL, or {@code ""} after a complaint. */
    private static String scheme(Field url) {
        URI uri = uri(url.text());
        String scheme =
                uri == null || uri.getScheme() == null
                        ? ""
                        : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean web = scheme.equals("https") || scheme.equals("http");
        if (!web || uri.getHost() == null) {
            url.refuse("must be an http or https URL in ASCII, other characters percent-encoded");
            return "";
        }
        return scheme;
    }

    private static void check(Field mailto) {
        String text = mailto.text();
        boolean isUri = text.regionMatches(true, 0, MAILTO, 0, MAILTO.length());
        boolean valid =
                isUri
                        ? uri(text) != null && text.length() > MAILTO.length()
                        : isAscii(text) && isAddress(text);
        if (!valid) {
            mailto.refuse("must be an ASCII address or a mailto: URI (RFC 6068)");
        }
    }

    private static boolean isAddress(String text) {
        try {
            return EmailAddress.parse(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
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
}
