package dev.waypost.report;

import dev.waypost.classify.Outcome;
import dev.waypost.intake.MailRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a record has behind it: carried in the {@code waypost-} headers of the retry topics. Those
 * headers mean something on a retry topic only; on a topic of mail events anybody could have set
 * them, so there they are ignored, but for the place of a record that was moved to its lane.
 *
 * @param attempts passes that counted so far
 * @param firstAttemptAt null before the first
 * @param dueAt null where it is due at once
 * @param remaining recipients without a final outcome; empty means all of the event's
 * @param accepted recipients that have the mail, by the passes so far
 * @param givenUp recipients that were given up, by the passes so far
 * @param history one line per pass, oldest first
 * @param replays how often it was put back from the dead letters
 * @param topic where the record stood first; partition, offset and timestamp likewise
 */
public record DeliveryHistory(
        int attempts,
        Instant firstAttemptAt,
        Instant dueAt,
        List<String> remaining,
        int accepted,
        int givenUp,
        List<String> history,
        int replays,
        String topic,
        int partition,
        long offset,
        long timestamp) {

    /** What its headers begin with. */
    public static final String PREFIX = "waypost-";

    /** Not before; an ISO 8601 instant. */
    public static final String DUE_AT = PREFIX + "due-at";

    /** The mail's id, as its status events have it. */
    public static final String MAIL_ID = PREFIX + "mail-id";

    private static final String ATTEMPTS = PREFIX + "attempts";
    private static final String FIRST_ATTEMPT_AT = PREFIX + "first-attempt-at";
    private static final String REMAINING = PREFIX + "remaining-recipients";
    private static final String ACCEPTED = PREFIX + "accepted-count";
    private static final String GIVEN_UP = PREFIX + "given-up-count";
    private static final String HISTORY = PREFIX + "history";
    private static final String REPLAYS = PREFIX + "replay-count";
    private static final String TOPIC = PREFIX + "topic";
    private static final String PARTITION = PREFIX + "partition";
    private static final String OFFSET = PREFIX + "offset";
    private static final String TIMESTAMP = PREFIX + "timestamp";

    /** Passes whose line is kept; a schedule seldom has more. */
    private static final int LONGEST_HISTORY = 30;

    /** A record that nobody has carried yet. */
    public static DeliveryHistory first(MailRecord record) {
        return first(record, Map.of());
    }

    /**
     * A record that nobody has carried yet, on a topic that it may have been moved to: its headers
     * are believed to say where it stood first, and nothing else, for anybody could have set them.
     */
    public static DeliveryHistory moved(MailRecord record) {
        return first(record, ours(record));
    }

    private static DeliveryHistory first(MailRecord record, Map<String, String> headers) {
        return new DeliveryHistory(
                0,
                null,
                null,
                List.of(),
                0,
                0,
                List.of(),
                0,
                headers.getOrDefault(TOPIC, record.topic()),
                (int) number(headers.get(PARTITION), record.partition()),
                number(headers.get(OFFSET), record.offset()),
                number(headers.get(TIMESTAMP), record.timestamp()));
    }

    /**
     * Reads the headers of a record from a retry topic; what is missing or unreadable is as at
     * first.
     */
    public static DeliveryHistory of(MailRecord record) {
        Map<String, String> headers = ours(record);
        DeliveryHistory first = first(record, headers);
        return new DeliveryHistory(
                (int) number(headers.get(ATTEMPTS), 0),
                instant(headers.get(FIRST_ATTEMPT_AT)),
                instant(headers.get(DUE_AT)),
                lines(headers.get(REMAINING)),
                (int) number(headers.get(ACCEPTED), 0),
                (int) number(headers.get(GIVEN_UP), 0),
                lines(headers.get(HISTORY)),
                (int) number(headers.get(REPLAYS), 0),
                first.topic(),
                first.partition(),
                first.offset(),
                first.timestamp());
    }

    private static Map<String, String> ours(MailRecord record) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (MailRecord.Header header : record.headers()) {
            if (header.name().startsWith(PREFIX) && header.value() != null) {
                headers.put(header.name(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return headers;
    }

    /**
     * A dead letter put back: for those recipients only that were given up, as if for the first
     * time.
     *
     * @param header a {@code dead-letter-} header by its name without the prefix; null where absent
     */
    public static DeliveryHistory replay(UnaryOperator<String> header) {
        return new DeliveryHistory(
                0,
                null,
                null,
                lines(header.apply("recipients")),
                (int) number(header.apply("accepted-count"), 0),
                (int) number(header.apply("given-up-count"), 0),
                lines(header.apply("history")),
                (int) number(header.apply("replay-count"), 0) + 1,
                header.apply("topic"),
                (int) number(header.apply("partition"), 0),
                number(header.apply("offset"), 0),
                number(header.apply("timestamp"), 0));
    }

    /** The headers that say on a lane's topic where the record stood first. */
    public Map<String, String> place() {
        Map<String, String> headers = new LinkedHashMap<>();
        if (topic != null) {
            headers.put(TOPIC, topic);
            headers.put(PARTITION, Integer.toString(partition));
            headers.put(OFFSET, Long.toString(offset));
            headers.put(TIMESTAMP, Long.toString(timestamp));
        }
        return headers;
    }

    /** The headers that say this on a retry topic. */
    public Map<String, String> headers() {
        Map<String, String> headers = place();
        headers.put(ATTEMPTS, Integer.toString(attempts));
        if (firstAttemptAt != null) {
            headers.put(FIRST_ATTEMPT_AT, firstAttemptAt.toString());
        }
        if (dueAt != null) {
            headers.put(DUE_AT, dueAt.toString());
        }
        if (!remaining.isEmpty()) {
            headers.put(REMAINING, String.join("\n", remaining));
        }
        if (accepted > 0) {
            headers.put(ACCEPTED, Integer.toString(accepted));
        }
        if (givenUp > 0) {
            headers.put(GIVEN_UP, Integer.toString(givenUp));
        }
        if (!history.isEmpty()) {
            headers.put(HISTORY, String.join("\n", history));
        }
        if (replays > 0) {
            headers.put(REPLAYS, Integer.toString(replays));
        }
        return headers;
    }

    /**
     * After a pass at {@code now}.
     *
     * @param counts whether it was an attempt
     * @param due null where nobody is tried again
     * @param news whether it is worth a line of the history
     */
    public DeliveryHistory next(
            boolean counts,
            Instant now,
            Instant due,
            List<String> remaining,
            Outcome outcome,
            boolean news) {
        List<String> lines = new ArrayList<>(history);
        if (news) {
            lines.add(line(now, outcome));
        }
        if (lines.size() > LONGEST_HISTORY) {
            lines.remove(0);
        }
        return new DeliveryHistory(
                attempts + (counts ? 1 : 0),
                firstAttemptAt == null && counts ? now : firstAttemptAt,
                due,
                remaining,
                accepted,
                givenUp,
                lines,
                replays,
                topic,
                partition,
                offset,
                timestamp);
    }

    /** With so many recipients more that have the mail, and so many more that are given up. */
    public DeliveryHistory ended(int moreAccepted, int moreGivenUp) {
        return new DeliveryHistory(
                attempts,
                firstAttemptAt,
                dueAt,
                remaining,
                accepted + moreAccepted,
                givenUp + moreGivenUp,
                history,
                replays,
                topic,
                partition,
                offset,
                timestamp);
    }

    private static String line(Instant now, Outcome outcome) {
        return String.join(
                " ",
                now.toString(),
                outcome.outcomeClass().name(),
                outcome.reason().slug(),
                outcome.phase().label(),
                outcome.reply() == null ? "-" : Integer.toString(outcome.reply().code()));
    }

    /** The moment in a {@code waypost-due-at} header; null where there is none. */
    public static Instant instant(String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static long number(String text, long otherwise) {
        try {
            return text == null ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    private static List<String> lines(String text) {
        return text == null || text.isEmpty() ? List.of() : List.of(text.split("\n"));
    }

    /** For logs: no recipients. */
    @Override
    public String toString() {
        return "attempt " + attempts + " of record " + topic + "/" + partition + "/" + offset;
    }
}
