package dev.waypost.compose;

import dev.waypost.intake.MailEvent.ListUnsubscribe;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** List-Unsubscribe (RFC 2369 section 3.2) and List-Unsubscribe-Post (RFC 8058). */
record ListUnsubscribeFields(ListUnsubscribe unsubscribe) {

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    void writeTo(HeaderWriter header) throws UncomposableEvent {
        String url = unsubscribe.url();
        String mailto = unsubscribe.mailto();
        if (unsubscribe.oneClick() && (url == null || !hasScheme(url, "https:"))) {
            // RFC 8058 section 3.1: without an https URI there is nothing to POST to.
            throw new UncomposableEvent("list_unsubscribe: one_click needs an https url");
        }
        if (url == null && mailto == null) {
            return;
        }
        header.begin("List-Unsubscribe");
        if (url != null) {
            header.token(bracketed(url));
        }
        if (url != null && mailto != null) {
            header.separator(',');
        }
        if (mailto != null) {
            header.token(bracketed(hasScheme(mailto, "mailto:") ? mailto : "mailto:" + mailto));
        }
        header.end();
        if (unsubscribe.oneClick()) {
            header.single("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
    }

    /** Non-ASCII is percent-encoded (RFC 3987 section 3.1); a space or bracket is refused. */
    private static String bracketed(String uri) throws UncomposableEvent {
        StringBuilder ascii = new StringBuilder(uri.length() + 2).append('<');
        for (byte b : uri.getBytes(StandardCharsets.UTF_8)) {
            if (b < 0) {
                ascii.append('%').append(HEX[b >> 4 & 0xF]).append(HEX[b & 0xF]);
            } else if (b > ' ' && b != '<' && b != '>' && b != '"' && b != 127) {
                ascii.append((char) b);
            } else {
                throw new UncomposableEvent("list_unsubscribe holds what no URI may hold");
            }
        }
        return ascii.append('>').toString();
    }

    private static boolean hasScheme(String uri, String scheme) {
        return uri.toLowerCase(Locale.ROOT).startsWith(scheme);
    }
}
