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
 * The further header fields of a mail, with their values, that a producer or a route asks for. Not
 * among them: fields that the event has a field of its own for, those that are the message's
 * structure or a server's trace, and {@code mail.*}, which the mail library reads as settings.
 * Names by RFC 5322 section 2.2, each once in whatever case. A value may have any length that
 * folds; some relays cut off what goes beyond {@value #LONGEST_VALUE} octets. Immutable.
 */
public record CustomHeaders(Map<String, List<String>> fields) {

    private static final int LONGEST_NAME = 76;
    private static final int LONGEST_VALUE = 65_536;

    /** Octets of a line, without CRLF (RFC 5322 section 2.1.1). */
    public static final int LONGEST_LINE = 998;

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

    /** RFC 5322 section 3.6 (In-Reply-To, References), RFC 3834 section 5; RFC 2369 for List-*. */
    private static final Set<String> SINGLE = Set.of("in-reply-to", "references", "auto-submitted");

    /** No field. */
    public static final CustomHeaders NONE = new CustomHeaders(Map.of());

    /**
     * @throws IllegalArgumentException saying what is wrong; it repeats nothing of the fields
     */
    public CustomHeaders {
        faults(fields)
                .values()
                .forEach(
                        fault -> {
                            throw new IllegalArgumentException(fault);
                        });
        if (!fields.values().stream().flatMap(List::stream).allMatch(CustomHeaders::isOneLine)) {
            throw new IllegalArgumentException("must not hold control characters");
        }
        Map<String, List<String>> copy = new LinkedHashMap<>();
        fields.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        fields = Collections.unmodifiableMap(copy);
    }

    /**
     * Reads {@code headers}; what is complained about is left out.
     *
     * @param unsubscribes whether {@code list_unsubscribe} stands beside it
     */
    static CustomHeaders read(Field headers, boolean unsubscribes) {
        Map<String, List<String>> read = new LinkedHashMap<>();
        for (Map.Entry<String, Field> header : headers.members()) {
            Field field = header.getValue();
            List<String> values = new ArrayList<>();
            for (Field value : field.node().isArray() ? field.items() : List.of(field)) {
                // Another one CleanText has complained about.
                if (value.text() != null && isOneLine(value.text())) {
                    values.add(value.text());
                }
            }
            read.put(header.getKey(), values);
        }
        Map<String, String> faults = faults(read);
        if (unsubscribes) {
            read.keySet().stream()
                    .filter(CustomHeaders::isUnsubscribe)
                    .forEach(
                            name ->
                                    faults.putIfAbsent(
                                            name, "must not stand beside `list_unsubscribe`"));
        }
        faults.forEach((name, fault) -> headers.get(name).refuse(fault));
        read.keySet().removeAll(faults.keySet());
        return new CustomHeaders(read);
    }

    /**
     * With a further value of a field.
     *
     * @throws IllegalArgumentException where the field is not allowed, or has one already and may
     *     have no other
     */
    public CustomHeaders with(String name, String value) {
        Map<String, List<String>> more = new LinkedHashMap<>(fields);
        String spelt = spelt(name);
        List<String> values = new ArrayList<>(more.getOrDefault(spelt, List.of()));
        values.add(value);
        more.put(spelt, values);
        return new CustomHeaders(more);
    }

    /** Whether there is a field of this name, in upper or lower case. */
    public boolean has(String name) {
        return fields.containsKey(spelt(name));
    }

    private static boolean isOneLine(String value) {
        return value.chars().noneMatch(Character::isISOControl);
    }

    private String spelt(String name) {
        return fields.keySet().stream().filter(name::equalsIgnoreCase).findFirst().orElse(name);
    }

    /** Whether one of them says how to leave a list. */
    boolean unsubscribe() {
        return fields.keySet().stream().anyMatch(CustomHeaders::isUnsubscribe);
    }

    private static boolean isUnsubscribe(String name) {
        return name.equalsIgnoreCase("List-Unsubscribe")
                || name.equalsIgnoreCase("List-Unsubscribe-Post");
    }

    /** What is wrong with the fields, by name; empty when nothing is. */
    private static Map<String, String> faults(Map<String, List<String>> headers) {
        Map<String, String> faults = new LinkedHashMap<>();
        Set<String> spellings = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(
                (name, values) -> {
                    String fault = nameFault(name);
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

    /** What is wrong with a field of this name, or null. */
    public static String nameFault(String name) {
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

    /** For logs: how many, not what they say. */
    @Override
    public String toString() {
        return fields.size() + " headers";
    }
}
