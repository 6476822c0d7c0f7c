package dev.waypost.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The consumer of the peers that bring none: polls up to as many records as may be in flight, hands
 * them all over, and commits when the whole batch has been accepted.
 */
final class PolledBatches {

    private PolledBatches() {}

    /** Carries the topic until the process ends or a mail fails. */
    static void carry(PeerTask task, Function<Event, CompletableFuture<?>> send) {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers",
                        task.bootstrapServers(),
                        "group.id",
                        task.group(),
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        "false",
                        "max.poll.records",
                        PeerTask.IN_FLIGHT);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(task.topic()));
            while (true) {
                List<CompletableFuture<?>> batch = new ArrayList<>();
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    batch.add(send.apply(Event.of(record.value())));
                }
                if (!batch.isEmpty()) {
                    CompletableFuture.allOf(batch.toArray(CompletableFuture[]::new)).join();
                    consumer.commitAsync();
                }
            }
        }
    }
}
