package dev.waypost.commit;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the consumers stand while nothing comes. Behind the last record that was read there may be
 * offsets that never hold one: the markers of transactions, and what was rolled back. They count as
 * read when a poll brought nothing more. On the polling thread.
 */
final class RestingPlaces {

    private record Seen(long at, boolean still) {}

    private final Map<TopicPartition, Seen> seen = new ConcurrentHashMap<>();

    /** After a poll, before its records are taken: those of the poll before have been. */
    void look(Consumer<?, ?> consumer, TopicPartition partition) {
        try {
            long now = consumer.position(partition, Duration.ZERO);
            seen.compute(
                    partition, (p, before) -> new Seen(now, before != null && now == before.at()));
        } catch (KafkaException notKnownYet) {
            seen.remove(partition);
        }
    }

    /** One past the last offset read; empty while records come, and where there was none yet. */
    OptionalLong of(TopicPartition partition) {
        Seen place = seen.get(partition);
        return place != null && place.still() && place.at() > 0
                ? OptionalLong.of(place.at())
                : OptionalLong.empty();
    }

    /** Whether the partition has not been forgotten since it was looked at. */
    boolean knows(TopicPartition partition) {
        return seen.containsKey(partition);
    }

    void forget(TopicPartition partition) {
        seen.remove(partition);
    }
}
