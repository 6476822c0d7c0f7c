package dev.waypost.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.waypost.intake.MailRecord;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where a record was read. */
public record RecordPlace(String topic, int partition, long offset) {

    /** That of a record. */
    public static RecordPlace of(MailRecord record) {
        return new RecordPlace(record.topic(), record.partition(), record.offset());
    }

    /** That of a record as a consumer has it. */
    public static RecordPlace of(ConsumerRecord<?, ?> record) {
        return new RecordPlace(record.topic(), record.partition(), record.offset());
    }

    /** Writes it as a field of a status event. */
    void write(JsonGenerator json, String field) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("topic", topic);
        json.writeNumberField("partition", partition);
        json.writeNumberField("offset", offset);
        json.writeEndObject();
    }

    @Override
    public String toString() {
        return topic + "/" + partition + "/" + offset;
    }
}
