package dev.waypost.ops.deadletter;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts dead letters back, one after the other, each known to be written before the next. */
public final class Replay implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;

    Replay(Map<String, Object> settings, String topic) {
        this.producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.topic = topic;
    }

    /**
     * Writes the record as it first came, due at once.
     *
     * @return where it stands now
     * @throws KafkaException where it could not be written
     */
    public Place putBack(KeptRecord letter) {
        try {
            RecordMetadata written = producer.send(letter.replay(topic)).get();
            return new Place(written.partition(), written.offset());
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "cannot put " + letter.place() + " back: " + e.getCause().getMessage(),
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted before " + letter.place() + " was put back", e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
