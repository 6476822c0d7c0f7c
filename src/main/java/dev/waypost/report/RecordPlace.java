package dev.waypost.report;

import dev.waypost.intake.MailRecord;

/** Where a record was read. */
public record RecordPlace(String topic, int partition, long offset) {

    /** That of a record. */
    public static RecordPlace of(MailRecord record) {
        return new RecordPlace(record.topic(), record.partition(), record.offset());
    }

    @Override
    public String toString() {
        return topic + "/" + partition + "/" + offset;
    }
}
