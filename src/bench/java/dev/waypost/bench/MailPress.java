package dev.waypost.bench;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Prints mail events and publishes them, round the partitions. Each has its own id, recipient and
 * text; its subject says when it was published, in milliseconds since 1970.
 */
final class MailPress implements AutoCloseable {

    private static final String LINE =
            "The quick brown fox jumps over the lazy dog, and the dog lets it do so.\\n";

    private final String topic;
    private final String text;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private long next;

    /** Mails for a topic, numbered from there on, with a text of so many bytes. */
    MailPress(String bootstrapServers, String topic, long first, int bytes) {
        this.topic = topic;
        this.next = first;
        // The escape in JSON takes a byte more than the line end it stands for.
        int lines = bytes / (LINE.length() - 1);
        text = LINE.repeat(lines) + "x".repeat(bytes - lines * (LINE.length() - 1));
        producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers", bootstrapServers,
                                "acks", "1",
                                "linger.ms", "5",
                                "batch.size", "131072",
                                "buffer.memory", "67108864",
                                "max.request.size", "8388608"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /** Publishes so many mails and waits until the broker has them. */
    void print(long mails) {
        for (long i = 0; i < mails; i++) {
            printOne();
        }
        producer.flush();
        if (failure.get() != null) {
            throw new FailedRun("cannot fill the topic: " + failure.get());
        }
    }

    /** Publishes one more without waiting. */
    void printOne() {
        long number = next++;
        String id = topic + "-" + number;
        String event =
                "{\"id\":\"%s\",\"from\":\"Shop <shop@example.org>\",\"to\":[\"user%d@example.net\"],"
                                .formatted(id, number)
                        + "\"subject\":\"bench %d\",\"text\":\""
                                .formatted(System.currentTimeMillis());
        // The number replaces as many characters of the text, so that all are of one size.
        String own = "%012d".formatted(number);
        byte[] value =
                (event + own + text.substring(own.length()) + "\"}")
                        .getBytes(StandardCharsets.ISO_8859_1);
        int partition = (int) (number % FilledTopic.PARTITIONS);
        producer.send(
                new ProducerRecord<>(topic, partition, null, value),
                (metadata, failed) -> {
                    if (failed != null) {
                        failure.set(failed);
                    }
                });
    }

    @Override
    public void close() {
        producer.close();
    }
}
