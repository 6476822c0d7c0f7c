package dev.waypost.ops.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A dead letter as a test wants it, at 2:7 unless told otherwise. */
public final class Letters {

    private final Map<String, String> headers = new LinkedHashMap<>();
    private int partition = 2;
    private long offset = 7;
    private String key;
    private String value = "{}";

    private Letters() {}

    public static Letters aLetter() {
        return new Letters();
    }

    public Letters at(int partition, long offset) {
        this.partition = partition;
        this.offset = offset;
        return this;
    }

    public Letters key(String key) {
        this.key = key;
        return this;
    }

    public Letters value(String value) {
        this.value = value;
        return this;
    }

    /** One of the headers that begin with {@code dead-letter-}. */
    public Letters with(String name, String value) {
        return header("dead-letter-" + name, value);
    }

    public Letters header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** As it was read, with the timestamp 0. */
    public DeadLetterRecord read() {
        RecordHeaders all = new RecordHeaders();
        headers.forEach((name, text) -> all.add(name, text.getBytes(UTF_8)));
        return new DeadLetterRecord(
                new ConsumerRecord<>(
                        "outbound-mail.dead-letter",
                        partition,
                        offset,
                        0,
                        TimestampType.CREATE_TIME,
                        7,
                        2,
                        key == null ? null : key.getBytes(UTF_8),
                        value == null ? null : value.getBytes(UTF_8),
                        all,
                        Optional.empty()));
    }

    /** As it is to be written to this topic. */
    public ProducerRecord<byte[], byte[]> to(String topic) {
        DeadLetterRecord letter = read();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        topic, partition, letter.record().key(), letter.record().value());
        for (Header header : letter.record().headers()) {
            record.headers().add(header);
        }
        return record;
    }
}
