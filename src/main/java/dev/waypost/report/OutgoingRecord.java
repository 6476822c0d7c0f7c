package dev.waypost.report;

import dev.waypost.intake.MailRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
        return new OutgoingRecord(message).put(key, value);
    }

    /**
     * The original record byte for byte, without the headers that an earlier pass of ours added.
     */
    static OutgoingRecord of(Message message, MailRecord original) {
        List<MailRecord.Header> theirs =
                original.headers().stream().filter(header -> !isOurs(header)).toList();
        return new OutgoingRecord(message)
                .put(original.key(), new WholeRecord(original.value(), theirs));
    }

    private static boolean isOurs(MailRecord.Header header) {
        return header.name().startsWith(Redelivery.PREFIX)
                || header.name().startsWith(DeadLetter.PREFIX);
    }

    private OutgoingRecord put(byte[] key, Object body) {
        message.setBody(body);
        if (key != null) {
            message.setHeader(KafkaConstants.KEY, key);
        }
        return this;
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
