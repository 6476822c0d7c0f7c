package dev.waypost.report;

import dev.waypost.intake.MailRecord;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The {@code waypost-} headers of retry and lane topics: a {@link DeliveryHistory}, written and
 * read.
 */
final class HistoryHeaders {

    private static final String ATTEMPTS = DeliveryHistory.PREFIX + "attempts";
    private static final String FIRST_ATTEMPT_AT = DeliveryHistory.PREFIX + "first-attempt-at";
    private static final String REMAINING = DeliveryHistory.PREFIX + "remaining-recipients";
    private static final String ACCEPTED = DeliveryHistory.PREFIX + "accepted-count";
    private static final String GIVEN_UP = DeliveryHistory.PREFIX + "given-up-count";
    private static final String HISTORY = DeliveryHistory.PREFIX + "history";
    private static final String REPLAYS = DeliveryHistory.PREFIX + "replay-count";
    private static final String TOPIC = DeliveryHistory.PREFIX + "topic";
    private static final String PARTITION = DeliveryHistory.PREFIX + "partition";
    private static final String OFFSET = DeliveryHistory.PREFIX + "offset";
    private static final String TIMESTAMP = DeliveryHistory.PREFIX + "timestamp";

    private HistoryHeaders() {}

    static DeliveryHistory first(MailRecord record, Map<String, String> headers) {
        return new DeliveryHistory(
                0,
                null,
                null,
                List.of(),
                0,
                0,
                List.of(),
                0,
                new RecordPlace(
                        headers.getOrDefault(TOPIC, record.topic()),
                        (int) number(headers.get(PARTITION), record.partition()),
                        number(headers.get(OFFSET), record.offset())),
                number(headers.get(TIMESTAMP), record.timestamp()));
    }

    static DeliveryHistory read(MailRecord record) {
        Map<String, String> headers = ours(record);
        DeliveryHistory first = first(record, headers);
        return new DeliveryHistory(
                (int) number(headers.get(ATTEMPTS), 0),
                DeliveryHistory.instant(headers.get(FIRST_ATTEMPT_AT)),
                DeliveryHistory.instant(headers.get(DeliveryHistory.DUE_AT)),
                lines(headers.get(REMAINING)),
                (int) number(headers.get(ACCEPTED), 0),
                (int) number(headers.get(GIVEN_UP), 0),
                lines(headers.get(HISTORY)),
                (int) number(headers.get(REPLAYS), 0),
                first.place(),
                first.timestamp());
    }

    /** Ours among its headers, by name. */
    static Map<String, String> ours(MailRecord record) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (MailRecord.Header header : record.headers()) {
            if (header.name().startsWith(DeliveryHistory.PREFIX) && header.value() != null) {
                headers.put(header.name(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return headers;
    }

    /** The place that a dead letter names; null where it names none. */
    static RecordPlace place(UnaryOperator<String> header) {
        String topic = header.apply("topic");
        return topic == null
                ? null
                : new RecordPlace(
                        topic,
                        (int) number(header.apply("partition"), 0),
                        number(header.apply("offset"), 0));
    }

    /** The headers that say on a lane's topic where the record stood first. */
    static Map<String, String> place(DeliveryHistory history) {
        Map<String, String> headers = new LinkedHashMap<>();
        RecordPlace place = history.place();
        if (place != null) {
            headers.put(TOPIC, place.topic());
            headers.put(PARTITION, Integer.toString(place.partition()));
            headers.put(OFFSET, Long.toString(place.offset()));
            headers.put(TIMESTAMP, Long.toString(history.timestamp()));
        }
        return headers;
    }

    /** The headers that say this on a retry topic. */
    static Map<String, String> of(DeliveryHistory history) {
        Map<String, String> headers = place(history);
        headers.put(ATTEMPTS, Integer.toString(history.attempts()));
        if (history.firstAttemptAt() != null) {
            headers.put(FIRST_ATTEMPT_AT, history.firstAttemptAt().toString());
        }
        if (history.dueAt() != null) {
            headers.put(DeliveryHistory.DUE_AT, history.dueAt().toString());
        }
        if (!history.remaining().isEmpty()) {
            headers.put(REMAINING, String.join("\n", history.remaining()));
        }
        if (history.accepted() > 0) {
            headers.put(ACCEPTED, Integer.toString(history.accepted()));
        }
        if (history.givenUp() > 0) {
            headers.put(GIVEN_UP, Integer.toString(history.givenUp()));
        }
        if (!history.history().isEmpty()) {
            headers.put(HISTORY, String.join("\n", history.history()));
        }
        if (history.replays() > 0) {
            headers.put(REPLAYS, Integer.toString(history.replays()));
        }
        return headers;
    }

    static long number(String text, long otherwise) {
        try {
            return text == null ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    static List<String> lines(String text) {
        return text == null || text.isEmpty() ? List.of() : List.of(text.split("\n"));
    }
}
