package dev.waypost.carry;

import dev.waypost.intake.MailRecord;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;

/**
 * What {@code kafka:} endpoints write: of a delivery the record that a step has made of it, or as
 * it came where none has, its headers byte for byte before those of the message; bytes as they are;
 * text in UTF-8. Any thread.
 */
@Singleton
public final class WholeRecordSerializer implements Serializer<Object> {

    @Override
    public byte[] serialize(String topic, Object body) {
        return serialize(topic, new RecordHeaders(), body);
    }

    /**
     * @throws SerializationException for a body that is neither a delivery nor bytes nor text
     */
    @Override
    public byte[] serialize(String topic, Headers headers, Object body) {
        if (body instanceof Delivery delivery) {
            WholeRecord outgoing = delivery.reports().outgoing();
            putBefore(headers, outgoing == null ? delivery.record().headers() : outgoing.headers());
            return outgoing == null ? delivery.record().value() : outgoing.value();
        }
        if (body instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (body == null || body instanceof byte[]) {
            return (byte[]) body;
        }
        throw new SerializationException(
                "no record, no bytes and no text: " + body.getClass().getName());
    }

    // In front, for of one name the last header counts, and that must be ours.
    private static void putBefore(Headers headers, List<MailRecord.Header> whole) {
        if (whole.isEmpty()) {
            return;
        }
        Header[] added = headers.toArray();
        for (Header header : added) {
            headers.remove(header.key());
        }
        whole.forEach(header -> headers.add(header.name(), header.value()));
        for (Header header : added) {
            headers.add(header);
        }
    }
}
