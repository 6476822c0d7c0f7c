package dev.waypost.report;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes a {@link WholeRecord} with its headers byte for byte, before those that were added to it;
 * bytes as they are. The {@code valueSerializer} of the routes that keep records. Any thread.
 */
@RegisterForReflection
public final class WholeRecordSerializer implements Serializer<Object> {

    @Override
    public byte[] serialize(String topic, Object body) {
        return serialize(topic, new RecordHeaders(), body);
    }

    /**
     * @throws SerializationException for a body that is neither a record nor bytes
     */
    @Override
    public byte[] serialize(String topic, Headers headers, Object body) {
        if (body instanceof WholeRecord whole) {
            putBefore(headers, whole);
            return whole.value();
        }
        if (body == null || body instanceof byte[]) {
            return (byte[]) body;
        }
        throw new SerializationException("no record and no bytes: " + body.getClass().getName());
    }

    // In front, for of one name the last header counts, and that must be ours.
    private static void putBefore(Headers headers, WholeRecord whole) {
        Header[] added = headers.toArray();
        for (Header header : added) {
            headers.remove(header.key());
        }
        whole.headers().forEach(header -> headers.add(header.name(), header.value()));
        for (Header header : added) {
            headers.add(header);
        }
    }
}
