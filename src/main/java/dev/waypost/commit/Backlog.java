package dev.waypost.commit;

import dev.waypost.lane.Lane;
import dev.waypost.lane.Lanes;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * How many mail events of each lane have no outcome yet in this pod's partitions, and how old the
 * oldest of them is. As the polling threads have seen it last; any thread may ask.
 */
final class Backlog {

    /**
     * @param waiting from the low watermark to the end
     * @param since milliseconds since the epoch: when the first of them was published, as far as it
     *     was read; when they were noticed, where it was not
     */
    private record Seen(long waiting, long since) {}

    private final Lanes lanes;
    private final Clock clock;
    private final Map<TopicPartition, Seen> seen = new ConcurrentHashMap<>();

    /** When the latest record that was read of each partition was published. */
    private final Map<TopicPartition, Long> read = new ConcurrentHashMap<>();

    Backlog(Lanes lanes, Clock clock) {
        this.lanes = lanes;
        this.clock = clock;
    }

    /** A record was read. */
    void read(TopicPartition partition, Long publishedAt) {
        if (publishedAt != null && lanes.isEntrance(partition.topic())) {
            read.put(partition, publishedAt);
        }
    }

    /** After a poll, on its thread. */
    void look(Consumer<?, ?> consumer, PartitionTrackers books) {
        for (TopicPartition partition : consumer.assignment()) {
            if (lanes.isEntrance(partition.topic())) {
                try {
                    look(consumer, partition, books);
                } catch (KafkaException notKnownYet) {
                    seen.remove(partition);
                }
            }
        }
    }

    private void look(Consumer<?, ?> consumer, TopicPartition partition, PartitionTrackers books) {
        long next = consumer.position(partition, Duration.ZERO);
        long end = next + consumer.currentLag(partition).orElse(0);
        long waiting = Math.max(0, end - books.lowWatermark(partition).orElse(next));
        if (waiting == 0) {
            seen.remove(partition);
            return;
        }
        Seen before = seen.get(partition);
        long since = read.getOrDefault(partition, before == null ? clock.millis() : before.since());
        seen.put(partition, new Seen(waiting, since));
    }

    void forget(Iterable<TopicPartition> partitions) {
        partitions.forEach(
                partition -> {
                    seen.remove(partition);
                    read.remove(partition);
                });
    }

    /** Mail events without an outcome, those in flight included. */
    long waiting(Lane lane) {
        return seen.entrySet().stream()
                .filter(each -> lanes.of(each.getKey().topic()) == lane)
                .mapToLong(each -> each.getValue().waiting())
                .sum();
    }

    /** How long ago the oldest of them was published; zero where there is none. */
    Duration oldest(Lane lane) {
        return seen.entrySet().stream()
                .filter(each -> lanes.of(each.getKey().topic()) == lane)
                .map(each -> Duration.ofMillis(clock.millis() - each.getValue().since()))
                .filter(age -> !age.isNegative())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
