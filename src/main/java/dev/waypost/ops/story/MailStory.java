package dev.waypost.ops.story;

import dev.waypost.ops.deadletter.DeadLetterRecord;
import dev.waypost.report.RecordPlace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that the topics still hold of one mail, each list in the order of time. Immutable.
 *
 * @param record where its event stood first; empty where nothing says so
 * @param publishedAt the timestamp of that record; empty where it is no longer held
 * @param events its status events: one per pass, and one each time it was put back
 * @param deadLetters those that were written of it
 * @param now where it is, for all of its recipients; empty where nothing tells
 */
public record MailStory(
        String mailId,
        Optional<RecordPlace> record,
        Optional<Instant> publishedAt,
        List<StatusEntry> events,
        List<DeadLetterRecord> deadLetters,
        List<Whereabouts> now) {

    /** The Message-ID, with angle brackets; empty before its first pass. */
    public Optional<String> messageId() {
        return events.stream().map(StatusEntry::messageId).filter(id -> !id.isEmpty()).findFirst();
    }

    /** For logs: no recipients. */
    @Override
    public String toString() {
        return "story of " + mailId;
    }
}
