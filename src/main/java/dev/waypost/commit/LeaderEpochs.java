package dev.waypost.commit;

import dev.waypost.commit.unreadable.UnreadablePartitions;
import dev.waypost.config.PollGuard;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Under which leader each record was written that the latest poll of its partition brought. A
 * record at a known offset under another leader is another record: the log was cut (KIP-320), which
 * Kafka's client does not notice where it was sent back. On the polling threads.
 */
@Singleton
public class LeaderEpochs implements PollGuard {

    private final UnreadablePartitions unreadable;

    private final Map<TopicPartition, EpochStarts> polled = new ConcurrentHashMap<>();

    @Inject
    LeaderEpochs(UnreadablePartitions unreadable) {
        this.unreadable = unreadable;
    }

    @Override
    public <K, V> ConsumerRecords<K, V> poll(
            Consumer<K, V> consumer, Supplier<ConsumerRecords<K, V>> poll) {
        ConsumerRecords<K, V> read = unreadable.poll(consumer, poll);
        for (TopicPartition partition : read.partitions()) {
            EpochStarts starts = new EpochStarts();
            for (ConsumerRecord<K, V> record : read.records(partition)) {
                starts.note(record.offset(), epoch(record));
            }
            polled.put(partition, starts);
        }
        return read;
    }

    private static OptionalInt epoch(ConsumerRecord<?, ?> record) {
        return record.leaderEpoch().map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    /** Of a record of the latest poll; empty where the broker did not tell. */
    OptionalInt of(TopicPartition partition, long offset) {
        EpochStarts starts = polled.get(partition);
        return starts == null ? OptionalInt.empty() : starts.at(offset);
    }
}
