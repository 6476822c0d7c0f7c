package dev.waypost.report;

import dev.waypost.classify.Outcome;
import dev.waypost.intake.MailRecord;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
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
 * @param place where the record stood first; null where a dead letter does not say
 * @param timestamp its own then
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
        RecordPlace place,
        long timestamp) {

    /** What its headers begin with. */
    public static final String PREFIX = "waypost-";

    /** Not before; an ISO 8601 instant. */
    public static final String DUE_AT = PREFIX + "due-at";

    /** The mail's id, as its status events have it. */
    public static final String MAIL_ID = PREFIX + "mail-id";

    /** Passes whose line is kept; a schedule seldom has more. */
    private static final int LONGEST_HISTORY = 30;

    /** A record that nobody has carried yet. */
    public static DeliveryHistory first(MailRecord record) {
        return HistoryHeaders.first(record, Map.of());
    }

    /**
     * A record that nobody has carried yet, on a topic that it may have been moved to: its headers
     * are believed to say where it stood first, and nothing else, for anybody could have set them.
     */
    public static DeliveryHistory moved(MailRecord record) {
        return HistoryHeaders.first(record, HistoryHeaders.ours(record));
    }

    /**
     * Reads the headers of a record from a retry topic; what is missing or unreadable is as at
     * first.
     */
    public static DeliveryHistory of(MailRecord record) {
        return HistoryHeaders.read(record);
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
                HistoryHeaders.lines(header.apply("recipients")),
                (int) HistoryHeaders.number(header.apply("accepted-count"), 0),
                (int) HistoryHeaders.number(header.apply("given-up-count"), 0),
                HistoryHeaders.lines(header.apply("history")),
                (int) HistoryHeaders.number(header.apply("replay-count"), 0) + 1,
                HistoryHeaders.place(header),
                HistoryHeaders.number(header.apply("timestamp"), 0));
    }

    /** The headers that say on a lane's topic where the record stood first. */
    public Map<String, String> placeHeaders() {
        return HistoryHeaders.place(this);
    }

    /** The headers that say this on a retry topic. */
    public Map<String, String> headers() {
        return HistoryHeaders.of(this);
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
                place,
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
                place,
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

    /** For logs: no recipients. */
    @Override
    public String toString() {
        return "attempt " + attempts + " of record " + place;
    }
}
