package dev.waypost.ops.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waypost.classify.Reason;
import dev.waypost.lane.Lane;
import dev.waypost.report.DeliveryHistory;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** One record of the dead-letter topic, as an operator reads it and as it first came. */
public record DeadLetterRecord(ConsumerRecord<byte[], byte[]> record) {

    /** What the dead-letter headers begin with; every other header is the producer's. */
    static final String PREFIX = "dead-letter-";

    public Place place() {
        return new Place(record.partition(), record.offset());
    }

    /** The slug; {@code -} where the record has none. */
    public String reason() {
        return header("reason");
    }

    /** The lane that its mail was in; empty for the normal one. */
    Optional<Lane> lane() {
        return Lane.named(value("lane"));
    }

    /** Whether it holds the record that was given up; nobody could read some. */
    public boolean isReplayable() {
        return !reason().equals(Reason.UNREADABLE_RECORD.slug());
    }

    /** Place, time, mail id, reason, reply code and attempts, separated by tabs; no addresses. */
    public String line() {
        String failedAt = header("failed-at");
        return String.join(
                "\t",
                place().toString(),
                failedAt.equals("-")
                        ? Instant.ofEpochMilli(record.timestamp()).toString()
                        : failedAt,
                readable(record.key()),
                reason(),
                header("code"),
                header("attempts"));
    }

    /** All headers, one a line, an empty line, and the value. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append("key: ").append(readable(record.key())).append('\n');
        for (Header header : record.headers()) {
            text.append(harmless(header.key()))
                    .append(": ")
                    .append(readable(header.value()))
                    .append('\n');
        }
        return text.append('\n').append(readable(record.value())).toString();
    }

    /**
     * The record as it first came, for a retry topic: there it is told whom it is still for, so
     * that nobody gets the mail twice.
     */
    ProducerRecord<byte[], byte[]> replay(String topic) {
        ProducerRecord<byte[], byte[]> replay =
                new ProducerRecord<>(topic, record.key(), record.value());
        for (Header header : record.headers()) {
            if (!header.key().startsWith(PREFIX)) {
                replay.headers().add(header);
            }
        }
        DeliveryHistory.replay(this::value)
                .headers()
                .forEach((name, value) -> replay.headers().add(name, value.getBytes(UTF_8)));
        return replay;
    }

    private String value(String name) {
        Header header = record.headers().lastHeader(PREFIX + name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    private String header(String name) {
        Header header = record.headers().lastHeader(PREFIX + name);
        return header == null ? "-" : readable(header.value());
    }

    private static String readable(byte[] bytes) {
        return bytes == null ? "-" : harmless(new String(bytes, UTF_8));
    }

    /** Data is not trusted: a control character could steer the operator's terminal. */
    private static String harmless(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\n]]", "\uFFFD");
    }
}
