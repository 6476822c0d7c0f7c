package dev.waypost.ops.story;

import dev.waypost.ops.deadletter.DeadLetterRecord;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The ids of the mails that a question is about, which names them otherwise: the latest of them,
 * {@link MailStories#MOST} at most, for they are asked for most. One thread.
 */
final class MatchingIds {

    private final MailQuery query;
    private final Needle inStatus;
    private final Needle inEvent;
    private final Set<String> ids = new LinkedHashSet<>();
    private boolean more;

    MatchingIds(MailQuery query) {
        this.query = query;
        this.inStatus = query.inStatus();
        this.inEvent = query.inEvent();
    }

    /** Looks at a status event. */
    void status(ConsumerRecord<byte[], byte[]> record) {
        if (inStatus.isIn(record.value())) {
            StatusEntry.of(record).filter(this::matches).ifPresent(event -> add(event.mailId()));
        }
    }

    private boolean matches(StatusEntry event) {
        return query.matchesId(event.mailId())
                || query.matchesMessageId(event.messageId())
                || event.record().filter(query::matchesPlace).isPresent()
                || event.recipients().stream()
                        .anyMatch(recipient -> query.matchesRecipient(recipient.email()));
    }

    /** Looks at a dead letter. */
    void letter(ConsumerRecord<byte[], byte[]> record) {
        DeadLetterRecord letter = new DeadLetterRecord(record);
        if (letter.origin().filter(query::matchesPlace).isPresent()
                || inEvent.isIn(record) && matches(letter.mailId(), letter.addressees())) {
            add(letter.mailId());
        }
    }

    /** Looks at a record that waits. */
    void waiting(ConsumerRecord<byte[], byte[]> record, WaitingRecord waiting) {
        if (query.matchesPlace(waiting.origin())
                || inEvent.isIn(record) && matches(waiting.mailId(), waiting.addressees())) {
            add(waiting.mailId());
        }
    }

    private boolean matches(String id, Collection<String> addressees) {
        return query.matchesId(id) || addressees.stream().anyMatch(query::matchesRecipient);
    }

    private void add(String id) {
        ids.remove(id);
        ids.add(id);
        if (ids.size() > MailStories.MOST) {
            ids.remove(ids.iterator().next());
            more = true;
        }
    }

    /** The latest last. */
    Set<String> ids() {
        return ids;
    }

    /** Whether there are more than these. */
    boolean areMore() {
        return more;
    }
}
