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

    private record Seen(long first, long last, boolean still) {}

    private final Map<TopicPartition, Seen> seen = new ConcurrentHashMap<>();

    /** After a poll, before its records are taken: those of the poll before have been. */
    void look(Consumer<?, ?> consumer, TopicPartition partition) {
        try {
            long now = consumer.position(partition, Duration.ZERO);
            seen.compute(
                    partition,
                    (p, before) ->
                            before == null
                                    ? new Seen(now, now, false)
                                    : new Seen(before.first(), now, now == before.last()));
        } catch (KafkaException notKnownYet) {
            seen.remove(partition);
        }
    }

    /** One past the last offset read; empty while records come, and before anything was read. */
    OptionalLong of(TopicPartition partition) {
        Seen place = seen.get(partition);
        return place != null && place.still() && place.last() > place.first()
                ? OptionalLong.of(place.last())
                : OptionalLong.empty();
    }

    void forget(TopicPartition partition) {
        seen.remove(partition);
    }
}
