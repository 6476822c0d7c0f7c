package dev.waypost.commit;

import dev.waypost.commit.unreadable.UnreadablePartitions;
import dev.waypost.kafka.EmbeddedKafka;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A consumer of a real broker whose polls are guarded as those of the routes are. */
public final class GuardedConsumer {

    private GuardedConsumer() {}

    public static KafkaConsumer<String, String> of(
            EmbeddedKafka kafka, UnreadablePartitions unreadable) {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "earliest");
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer()) {
            @Override
            public ConsumerRecords<String, String> poll(Duration atMost) {
                return unreadable.poll(this, () -> super.poll(atMost));
            }
        };
    }
}
