package dev.waypost.ops.deadletter;

import dev.waypost.lane.Lane;
import dev.waypost.lane.Lanes;
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
    private final Lanes lanes;

    /**
     * @param topic a retry topic of the normal lane; each letter goes into that of its own
     */
    Replay(Map<String, Object> settings, String topic, Lanes lanes) {
        this.producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.topic = topic;
        this.lanes = lanes;
    }

    /**
     * Writes the record as it first came, due at once.
     *
     * @return where it stands now
     * @throws KafkaException where it could not be written
     */
    public Place putBack(DeadLetterRecord letter) {
        try {
            RecordMetadata written =
                    producer.send(letter.replay(topic + lane(letter).suffix())).get();
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

    /** Its own lane; the normal one where that is not configured any more. */
    private Lane lane(DeadLetterRecord letter) {
        return letter.lane().filter(lanes.all()::contains).orElse(Lane.NORMAL);
    }

    @Override
    public void close() {
        producer.close();
    }
}
