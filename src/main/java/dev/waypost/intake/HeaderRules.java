package dev.waypost.intake;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which header fields a producer may add. Refused: fields that the event has a field of its own
 * for, fields that are the message's structure or a server's trace, and {@code mail.*}, which the
 * mail library reads as settings. Names by RFC 5322 section 2.2; values are one line of at most 998
 * octets.
 */
final class HeaderRules {

    private static final int LONGEST_NAME = 76;
    private static final int LONGEST_VALUE = 998;

    /** Header field to the event's own field. */
    private static final Map<String, String> OWN_FIELD =
            Map.of(
                    "from", "from",
                    "to", "to",
                    "cc", "cc",
                    "bcc", "bcc",
                    "reply-to", "reply_to",
                    "subject", "subject",
                    "message-id", "message_id",
                    "return-path", "envelope_from");

    private static final Set<String> RESERVED =
            Set.of("sender", "date", "mime-version", "received", "dkim-signature");

    private static final Set<String> RESERVED_FAMILIES = Set.of("content-", "resent-", "mail.");

    private static final Set<String> UNSUBSCRIBE =
            Set.of("list-unsubscribe", "list-unsubscribe-post");

    private HeaderRules() {}

    /** The header fields, after complaints about those that may not be. */
    static Map<String, String> read(Field headers, boolean unsubscribes) {
        Map<String, String> read = new LinkedHashMap<>();
        Map<String, String> spellings = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Map.Entry<String, Field> header : headers.members()) {
            String name = header.getKey();
            Field field = header.getValue();
            String value = field.text();
            refuse(nameFault(name, unsubscribes), field);
            if (spellings.put(name, name) != null) {
                field.refuse("must stand only once, whatever its case");
            }
            if (value != null) {
                boolean tooLong = Utf8.octets(value) > LONGEST_VALUE;
                refuse(tooLong ? "must have at most 998 octets" : null, field);
                read.put(name, value);
            }
        }
        return Collections.unmodifiableMap(read);
    }

    private static String nameFault(String name, boolean unsubscribes) {
        if (name.isEmpty()
                || name.length() > LONGEST_NAME
                || !name.chars().allMatch(c -> c > ' ' && c < 0x7F && c != ':')) {
            return "must be a header field name: 1 to "
                    + LONGEST_NAME
                    + " printable ASCII characters but no colon";
        }
        String lower = name.toLowerCase(Locale.ROOT);
        String own = OWN_FIELD.get(lower);
        if (own != null) {
            return "is not allowed among headers; use `" + own + "`";
        }
        if (unsubscribes && UNSUBSCRIBE.contains(lower)) {
            return "must not stand beside `list_unsubscribe`";
        }
        boolean reserved =
                RESERVED.contains(lower) || RESERVED_FAMILIES.stream().anyMatch(lower::startsWith);
        return reserved ? "is not allowed among headers: it is not the producer's" : null;
    }

    private static void refuse(String fault, Field field) {
        if (fault != null) {
            field.refuse(fault);
        }
    }
}
