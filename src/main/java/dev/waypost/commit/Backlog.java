package dev.waypost.commit;

import dev.waypost.config.TopicNames;
import dev.waypost.lane.Lane;
import dev.waypost.lane.Lanes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * How many mail events of each lane have no outcome yet in this pod's partitions, and how old the
 * oldest of them is; how many were put off for each delay, and when the next of them is due. As the
 * polling threads have seen it last; any thread may ask.
 */
public final class Backlog {

    /**
     * @param waiting from the low watermark to the end
     * @param since milliseconds since the epoch: when the first of them was published, as far as it
     *     was read; when they were noticed, where it was not
     */
    private record Seen(long waiting, long since) {}

    private final Lanes lanes;
    private final Clock clock;
    private final Map<TopicPartition, Seen> seen = new ConcurrentHashMap<>();

    /** A put-off record, and when it may be carried again. */
    private record Due(long offset, Instant moment) {}

    /** The latest that was read of each partition: all behind it wait with it. */
    private final Map<TopicPartition, Due> due = new ConcurrentHashMap<>();

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

    /**
     * A put-off record was read.
     *
     * @param moment null where it is due at once, or none of a retry topic
     */
    void due(TopicPartition partition, long offset, Instant moment) {
        if (moment != null) {
            due.put(partition, new Due(offset, moment));
        }
    }

    /** After a poll, on its thread. */
    void look(Consumer<?, ?> consumer, PartitionTrackers trackers) {
        for (TopicPartition partition : consumer.assignment()) {
            try {
                look(consumer, partition, trackers);
            } catch (KafkaException notKnownYet) {
                seen.remove(partition);
            }
        }
    }

    private void look(
            Consumer<?, ?> consumer, TopicPartition partition, PartitionTrackers trackers) {
        long next = consumer.position(partition, Duration.ZERO);
        long end = next + consumer.currentLag(partition).orElse(0);
        OptionalLong low = trackers.lowWatermark(partition);
        due.computeIfPresent(
                partition, (any, held) -> low.orElse(held.offset()) > held.offset() ? null : held);
        Due held = due.get(partition);
        // Nobody has taken the record that is put off, so it has no place in its tracker.
        long waiting = Math.max(0, end - low.orElse(held == null ? next : held.offset()));
        if (waiting == 0) {
            seen.remove(partition);
            due.remove(partition);
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
                    due.remove(partition);
                });
    }

    /**
     * Mail events without an outcome in each partition that has any, by {@code topic/partition}.
     */
    public Map<String, Long> partitions() {
        Map<String, Long> partitions = new TreeMap<>();
        seen.forEach(
                (it, backlog) ->
                        partitions.put(it.topic() + "/" + it.partition(), backlog.waiting()));
        return partitions;
    }

    /** Mail events of this lane without an outcome, those in flight included. */
    public long waiting(Lane lane) {
        return seen.entrySet().stream()
                .filter(each -> each.getKey().topic().equals(lanes.topic(lane)))
                .mapToLong(each -> each.getValue().waiting())
                .sum();
    }

    /** Mails put off for this delay and not carried again yet, in whatever lane. */
    public long retries(String delay) {
        return seen.entrySet().stream()
                .filter(each -> isRetry(each.getKey(), delay))
                .mapToLong(each -> each.getValue().waiting())
                .sum();
    }

    /** Until the next of them is due, as far as it was read; negative where it is late. */
    public Optional<Duration> nextRetry(String delay) {
        return due.entrySet().stream()
                .filter(each -> isRetry(each.getKey(), delay))
                .map(each -> Duration.between(clock.instant(), each.getValue().moment()))
                .min(Duration::compareTo);
    }

    private boolean isRetry(TopicPartition partition, String delay) {
        String topic = new TopicNames(lanes.topic(Lane.NORMAL)).retry(delay);
        return partition.topic().equals(topic) || partition.topic().startsWith(topic + ".");
    }

    /**
     * How long ago the oldest mail event of this lane was published, as far as it was read; or
     * zero.
     */
    public Duration oldest(Lane lane) {
        return seen.entrySet().stream()
                .filter(each -> each.getKey().topic().equals(lanes.topic(lane)))
                .map(each -> Duration.ofMillis(clock.millis() - each.getValue().since()))
                .filter(age -> !age.isNegative())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** The lanes of these partitions. */
    Set<Lane> lanes(Set<TopicPartition> partitions) {
        return partitions.stream()
                .map(partition -> lanes.of(partition.topic()))
                .collect(Collectors.toSet());
    }
}
