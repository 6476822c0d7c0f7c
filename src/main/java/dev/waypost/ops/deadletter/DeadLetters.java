package dev.waypost.ops.deadletter;

import dev.waypost.config.KafkaSettings;
import dev.waypost.config.WaypostConfig;
import dev.waypost.lane.Lanes;
import dev.waypost.report.RetrySchedule;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The dead-letter topic, read from its beginning to where it ends now. Belongs to no consumer group
 * and commits nothing, so looking changes nothing. One thread.
 */
@Singleton
public class DeadLetters {

    private static final Duration POLL = Duration.ofMillis(500);

    /** How long the broker may stay silent before an operator is told. */
    private static final int PATIENCE_MS = 15_000;

    private final Lanes lanes;
    private final String retryTopic;
    private final String topic;
    private final KafkaSettings kafka;

    @Inject
    DeadLetters(WaypostConfig config, KafkaSettings kafka) {
        this.lanes = Lanes.of(config);
        RetrySchedule schedule = RetrySchedule.parse(config.retry().schedule());
        this.retryTopic =
                config.topic() + ".retry." + RetrySchedule.label(schedule.nearest(Duration.ZERO));
        this.topic = config.topic() + ".dead-letter";
        this.kafka = kafka;
    }

    /**
     * Every dead letter that there is now, each partition in its order.
     *
     * @throws org.apache.kafka.common.KafkaException where the broker does not answer
     */
    public void browse(Consumer<DeadLetterRecord> reader) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.offset() < ends.get(new TopicPartition(topic, record.partition()))) {
                        reader.accept(new DeadLetterRecord(record));
                    }
                }
            }
        }
    }

    /**
     * The dead letter at this place; empty where there is none.
     *
     * @throws org.apache.kafka.common.KafkaException where the broker does not answer
     */
    public Optional<DeadLetterRecord> at(Place place) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            TopicPartition partition = new TopicPartition(topic, place.partition());
            if (!partitions(consumer).contains(partition)) {
                return Optional.empty();
            }
            List<TopicPartition> only = List.of(partition);
            consumer.assign(only);
            if (place.offset() < consumer.beginningOffsets(only).get(partition)) {
                return Optional.empty();
            }
            long end = consumer.endOffsets(only).get(partition);
            consumer.seek(partition, place.offset());
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    return Optional.of(record)
                            .filter(found -> found.offset() == place.offset())
                            .map(DeadLetterRecord::new);
                }
            }
            return Optional.empty();
        }
    }

    /** To be closed after the last record was put back. */
    public Replay replay() {
        return new Replay(kafka.producer(Map.of("max.block.ms", PATIENCE_MS)), retryTopic, lanes);
    }

    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                kafka.reader(
                        Map.of(
                                "allow.auto.create.topics", false,
                                "request.timeout.ms", PATIENCE_MS,
                                "default.api.timeout.ms", PATIENCE_MS)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
