package dev.waypost.ops.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waypost.intake.MailEventDecoder;
import dev.waypost.intake.MailRecord;
import dev.waypost.ops.deadletter.Addressees;
import dev.waypost.ops.scan.ScannedMail;
import dev.waypost.report.DeliveryHistory;
import dev.waypost.report.RecordPlace;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that is not done with: on a topic of mail events or on a retry topic.
 *
 * @param ahead records before it in its partition, from the committed offset on
 */
record WaitingRecord(ConsumerRecord<byte[], byte[]> record, boolean putOff, long ahead) {

    String mailId() {
        MailRecord mail = ScannedMail.of(record);
        String header = header(DeliveryHistory.MAIL_ID);
        String id = putOff && header != null ? header : new MailEventDecoder().id(mail);
        return id == null ? RecordPlace.of(mail).toString() : id;
    }

    RecordPlace place() {
        return RecordPlace.of(record);
    }

    /** Where it stood first. */
    RecordPlace origin() {
        if (!putOff) {
            return place();
        }
        return DeliveryHistory.of(ScannedMail.of(record)).place();
    }

    Optional<Instant> dueAt() {
        return putOff
                ? Optional.ofNullable(DeliveryHistory.instant(header(DeliveryHistory.DUE_AT)))
                : Optional.empty();
    }

    Instant writtenAt() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    /** Whom it is for; empty for everybody. */
    Collection<String> recipients() {
        return putOff ? DeliveryHistory.of(ScannedMail.of(record)).remaining() : List.of();
    }

    Collection<String> addressees() {
        Collection<String> named = recipients();
        return named.isEmpty() ? Addressees.of(record.value()) : named;
    }

    private String header(String name) {
        var header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
