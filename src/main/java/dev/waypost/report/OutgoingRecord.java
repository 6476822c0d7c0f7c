package dev.waypost.report;

import dev.waypost.intake.MailRecord;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;

/**
 * Turns a Camel message into the record that the next {@code kafka:} endpoint writes: key, value
 * and exactly these headers, nothing left over from the step before.
 */
final class OutgoingRecord {

    private final Message message;

    private OutgoingRecord(Message message) {
        this.message = message;
        message.removeHeaders("*");
    }

    /** A new record. */
    static OutgoingRecord in(Message message, byte[] key, byte[] value) {
        OutgoingRecord record = new OutgoingRecord(message);
        message.setBody(value);
        if (key != null) {
            message.setHeader(KafkaConstants.KEY, key);
        }
        return record;
    }

    /**
     * The original record byte for byte, without the headers that an earlier pass of ours added.
     */
    static OutgoingRecord of(Message message, MailRecord original) {
        OutgoingRecord record = in(message, original.key(), original.value());
        for (MailRecord.Header header : original.headers()) {
            if (!header.name().startsWith(Redelivery.PREFIX)
                    && !header.name().startsWith(DeadLetter.PREFIX)) {
                message.setHeader(
                        header.name(), header.value() == null ? new byte[0] : header.value());
            }
        }
        return record;
    }

    OutgoingRecord with(String name, Object value) {
        if (value != null) {
            message.setHeader(name, value.toString().getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    OutgoingRecord with(Map<String, String> headers) {
        headers.forEach(this::with);
        return this;
    }
}
