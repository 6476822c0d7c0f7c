package dev.waypost.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A record as a topic holds it.
 *
 * @param key bytes of the key; null without one
 * @param value bytes of the value; null for a tombstone
 */
public record TopicRecord(
        String topic,
        int partition,
        long offset,
        Instant timestamp,
        byte[] key,
        byte[] value,
        Headers headers) {

    static TopicRecord of(ConsumerRecord<byte[], byte[]> read) {
        return new TopicRecord(
                read.topic(),
                read.partition(),
                read.offset(),
                Instant.ofEpochMilli(read.timestamp()),
                read.key(),
                read.value(),
                read.headers());
    }

    /** Returns the key as text; empty without one. */
    public String keyText() {
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }

    /** Returns the value as text; empty for a tombstone. */
    public String text() {
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    /** Returns the last header of that name as text. */
    public Optional<String> header(String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "%s[%d]@%d %s".formatted(topic, partition, offset, text());
    }
}
