package dev.waypost.ops.scan;

import dev.waypost.intake.MailRecord;
import dev.waypost.report.RecordPlace;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record that was scanned, as the rooms that carry mail read it. */
public final class ScannedMail {

    private ScannedMail() {}

    /** The record where it stands. */
    public static MailRecord of(ConsumerRecord<byte[], byte[]> record) {
        return of(record, RecordPlace.of(record));
    }

    /**
     * The record as if it stood elsewhere.
     *
     * @param place where it stood before it was put here
     */
    public static MailRecord of(ConsumerRecord<byte[], byte[]> record, RecordPlace place) {
        List<MailRecord.Header> headers =
                StreamSupport.stream(record.headers().spliterator(), false)
                        .map(header -> new MailRecord.Header(header.key(), header.value()))
                        .toList();
        return new MailRecord(
                place.topic(),
                place.partition(),
                place.offset(),
                record.timestamp(),
                record.key(),
                record.value(),
                headers);
    }
}
