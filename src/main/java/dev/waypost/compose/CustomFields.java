package dev.waypost.compose;

import dev.waypost.intake.MailEvent;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The further header fields that a producer asks for. What the mail says by itself, or what only
 * relays may say, is refused, and so is a name that comes twice: RFC 5322 section 3.6 allows most
 * fields once.
 */
record CustomFields(MailEvent event) {

    /** RFC 5322 section 3.6.8, and short enough to leave room for a value. */
    private static final Pattern NAME = Pattern.compile("[!-9;-~]{1,76}");

    private static final Set<String> RESERVED =
            Set.of(
                    "bcc",
                    "cc",
                    "date",
                    "dkim-signature",
                    "from",
                    "message-id",
                    "mime-version",
                    "received",
                    "resent-bcc",
                    "return-path",
                    "subject",
                    "to");

    void writeTo(HeaderWriter header) throws UncomposableEvent {
        Set<String> written = new HashSet<>();
        if (!event.replyTo().isEmpty()) {
            written.add("reply-to");
        }
        if (event.listUnsubscribe() != null) {
            written.add("list-unsubscribe");
            written.add("list-unsubscribe-post");
        }
        for (Map.Entry<String, String> field : event.headers().entrySet()) {
            String name = field.getKey();
            if (!NAME.matcher(name).matches()) {
                throw new UncomposableEvent("headers: a name is no header field name");
            }
            String key = name.toLowerCase(Locale.ROOT);
            if (RESERVED.contains(key) || key.startsWith("content-") || !written.add(key)) {
                throw new UncomposableEvent("headers: " + name + " is reserved or comes twice");
            }
            header.custom(name, field.getValue());
        }
    }
}
