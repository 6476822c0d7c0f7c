package dev.waypost.intake;

import dev.waypost.intake.field.Field;
import dev.waypost.intake.field.Utf8;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which header fields a producer may add. Refused: fields that the event has a field of its own
 * for, fields that are the message's structure or a server's trace, and {@code mail.*}, which the
 * mail library reads as settings. Names by RFC 5322 section 2.2. A value may have any length that
 * folds; some relays cut off what goes beyond {@value #LONGEST_VALUE} octets.
 */
public final class HeaderRules {

    private static final int LONGEST_NAME = 76;
    private static final int LONGEST_VALUE = 65_536;

    /** RFC 5322 section 2.1.1, without CRLF. */
    private static final int LONGEST_LINE = 998;

    /**
     * Where a field folds: at single spaces, since some readers make one space of a fold and all
     * the spaces after it. Not behind a backslash, which would quote the fold (RFC 5322 section
     * 3.2.1).
     */
    private static final Pattern FOLD = Pattern.compile("(?<=[^ \\\\]) (?=[^ ])");

    /** Header field to the event's own field. */
    private static final Map<String, String> OWN_FIELD =
            Map.of(
                    "from", "from",
                    "sender", "sender",
                    "to", "to",
                    "cc", "cc",
                    "bcc", "bcc",
                    "reply-to", "reply_to",
                    "subject", "subject",
                    "message-id", "message_id",
                    "return-path", "envelope_from");

    private static final Set<String> RESERVED =
            Set.of("date", "mime-version", "received", "dkim-signature");

    private static final Set<String> RESERVED_FAMILIES = Set.of("content-", "resent-", "mail.");

    private static final Set<String> UNSUBSCRIBE =
            Set.of("list-unsubscribe", "list-unsubscribe-post");

    /** RFC 5322 section 3.6 (In-Reply-To, References), RFC 3834 section 5; RFC 2369 for List-*. */
    private static final Set<String> SINGLE = Set.of("in-reply-to", "references", "auto-submitted");

    private HeaderRules() {}

    /** The header fields, after complaints about those that may not be. */
    static Map<String, List<String>> read(Field headers, boolean unsubscribes) {
        Map<String, List<String>> read = new LinkedHashMap<>();
        for (Map.Entry<String, Field> header : headers.members()) {
            Field field = header.getValue();
            List<String> values = new ArrayList<>();
            for (Field value : field.node().isArray() ? field.items() : List.of(field)) {
                if (value.text() != null) {
                    values.add(value.text());
                }
            }
            read.put(header.getKey(), List.copyOf(values));
        }
        faults(read, unsubscribes).forEach((name, fault) -> headers.get(name).refuse(fault));
        return Collections.unmodifiableMap(read);
    }

    /**
     * What is wrong with the fields, by name; empty when nothing is.
     *
     * @param unsubscribes whether the mail says by itself how to leave its list
     */
    public static Map<String, String> faults(
            Map<String, List<String>> headers, boolean unsubscribes) {
        Map<String, String> faults = new LinkedHashMap<>();
        Set<String> spellings = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(
                (name, values) -> {
                    String fault = nameFault(name, unsubscribes);
                    if (!spellings.add(name)) {
                        fault =
                                "must stand only once, in upper or lower case; an array has its values";
                    }
                    fault = fault == null ? valuesFault(name, values) : fault;
                    if (fault != null) {
                        faults.put(name, fault);
                    }
                });
        return faults;
    }

    /** The pieces of a value, between which its field may be folded in place of a space. */
    public static String[] foldable(String value) {
        return FOLD.split(value);
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

    private static String valuesFault(String name, List<String> values) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (values.size() > 1 && (SINGLE.contains(lower) || lower.startsWith("list-"))) {
            return "must have one value: a mail has this field only once";
        }
        return values.stream().anyMatch(value -> Utf8.octets(value) > LONGEST_VALUE)
                ? "must have at most " + LONGEST_VALUE + " octets"
                : values.stream().allMatch(value -> folds(name, value))
                        ? null
                        : "must fold into lines of "
                                + LONGEST_LINE
                                + " octets, which it does at single spaces";
    }

    /** Text beyond ASCII becomes encoded-words, which fold anywhere. */
    private static boolean folds(String name, String value) {
        if (!value.chars().allMatch(c -> c < 0x80)) {
            return true;
        }
        // The first piece stands behind the name and its colon, any other behind a space.
        int before = name.length() + 2;
        for (String piece : foldable(value.strip())) {
            if (before + piece.length() > LONGEST_LINE) {
                return false;
            }
            before = 1;
        }
        return true;
    }
}
