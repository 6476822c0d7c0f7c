package dev.waypost.commit.unreadable;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waypost.config.KafkaSettings;
import dev.waypost.config.TopicNames;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The dead letter of records that nobody could read: no key, no value, their place. Any thread. */
final class UnreadableLetter {

    /** The slug of {@code Reason.UNREADABLE_RECORD}. */
    private static final String REASON = "unreadable_record";

    private static final String VERSION = "1";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String topic;
    private final KafkaSettings kafka;
    private final Clock clock;

    UnreadableLetter(String mailTopic, KafkaSettings kafka, Clock clock) {
        this.topic = new TopicNames(mailTopic).deadLetters();
        this.kafka = kafka;
        this.clock = clock;
    }

    /**
     * Returns when the broker has it.
     *
     * @throws KafkaException where that is not known
     */
    void write(TopicPartition partition, long first, long last, String why) {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(topic, null, null, null, new byte[0]);
        with(letter, "reason", REASON);
        with(letter, "detail", why);
        with(letter, "failed-at", clock.instant());
        with(letter, "topic", partition.topic());
        with(letter, "partition", partition.partition());
        with(letter, "offset", first);
        with(letter, "last-offset", last);
        with(letter, "version", VERSION);
        KafkaProducer<byte[], byte[]> producer = producer();
        try {
            producer.send(letter).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new KafkaException("its dead letter was not written", e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("its dead letter was not acknowledged within " + PATIENCE);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } finally {
            producer.close(Duration.ZERO);
        }
    }

    private static void with(ProducerRecord<byte[], byte[]> letter, String name, Object value) {
        letter.headers().add("dead-letter-" + name, value.toString().getBytes(UTF_8));
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                kafka.producer(Map.of(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis())),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
