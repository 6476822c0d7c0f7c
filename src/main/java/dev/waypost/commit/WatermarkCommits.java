package dev.waypost.commit;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Commits the low watermarks of partitions, each once, on the polling thread of the consumer that
 * has them.
 */
final class WatermarkCommits {

    private static final Logger LOG = Logger.getLogger(WatermarkCommits.class);

    private static final Duration BETWEEN_COMMITS = Duration.ofMillis(50);

    /** A topic that is away would hold up the polling thread for a minute. */
    private static final Duration LAST_COMMIT = Duration.ofSeconds(5);

    private static final Duration QUESTION = Duration.ofSeconds(1);

    private final Function<TopicPartition, OffsetTracker> trackers;
    private final Map<TopicPartition, OffsetAndMetadata> committed = new ConcurrentHashMap<>();
    private final RestingPlaces resting = new RestingPlaces();
    private final Map<Consumer<?, ?>, Long> lastCommits = new ConcurrentHashMap<>();

    /**
     * @param trackers that of a partition; null where it has none
     */
    WatermarkCommits(Function<TopicPartition, OffsetTracker> trackers) {
        this.trackers = trackers;
    }

    /** Where the consumer stands, for what never holds a record. */
    void look(Consumer<?, ?> consumer, TopicPartition partition) {
        resting.look(consumer, partition);
    }

    void forget(TopicPartition partition) {
        committed.remove(partition);
        resting.forget(partition);
    }

    /** Commits what is done, at once: the partitions go to another consumer. */
    void commitLast(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> due = due(consumer, partitions);
        try {
            if (!due.isEmpty()) {
                consumer.commitSync(due, LAST_COMMIT);
            }
        } catch (KafkaException e) {
            // What is done and not committed is delivered again, or recognised by its id.
            LOG.warnf(
                    "the offsets of %d partitions could not be committed: %s",
                    due.size(), e.getMessage());
        }
    }

    /** Each consumer has its own rhythm: one must not use up the other's turn. */
    private boolean isTimeToCommit(Consumer<?, ?> consumer, long now) {
        Long last = lastCommits.get(consumer);
        if (last != null && now - last < BETWEEN_COMMITS.toNanos()) {
            return false;
        }
        lastCommits.put(consumer, now);
        return true;
    }

    private Map<TopicPartition, OffsetAndMetadata> due(
            Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        boolean isTold = ask(consumer, partitions);
        Map<TopicPartition, OffsetAndMetadata> due = new HashMap<>();
        for (TopicPartition partition : partitions) {
            watermark(partition, isTold).stream()
                    .mapToObj(offset -> committable(partition, offset))
                    .filter(offset -> !offset.equals(committed.get(partition)))
                    .forEach(offset -> due.put(partition, offset));
        }
        return due;
    }

    /**
     * With its leader's epoch (KIP-320): whoever reads on from there finds out that the log was cut
     * before it meanwhile, and reads what stands there now.
     */
    private OffsetAndMetadata committable(TopicPartition partition, long offset) {
        OffsetTracker tracker = trackers.apply(partition);
        OptionalInt epoch = tracker == null ? OptionalInt.empty() : tracker.epochs().at(offset);
        return new OffsetAndMetadata(offset, epoch.stream().boxed().findFirst(), "");
    }

    /** The tracker's; where nothing is left to do, what never holds a record is done too. */
    private OptionalLong watermark(TopicPartition partition, boolean isTold) {
        OffsetTracker tracker = trackers.apply(partition);
        OptionalLong done = tracker == null ? OptionalLong.empty() : tracker.lowWatermark();
        OptionalLong rest =
                tracker == null || tracker.isAllDone()
                        ? resting.of(partition)
                        : OptionalLong.empty();
        if (rest.orElse(-1) <= done.orElse(-1)) {
            return done;
        }
        OffsetAndMetadata last = committed.get(partition);
        boolean isNews = last == null ? isTold : rest.getAsLong() > last.offset();
        return tracker != null || isNews ? rest : done;
    }

    /**
     * Where nothing was read since a partition came, its last owner's commit stands: to say it
     * again would drop the leader's epoch, which nobody knows here. One question for all of them,
     * for it may take its time.
     *
     * @return whether what was committed is known now
     */
    private boolean ask(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Set<TopicPartition> unread =
                partitions.stream()
                        .filter(partition -> trackers.apply(partition) == null)
                        .filter(partition -> resting.of(partition).isPresent())
                        .filter(partition -> !committed.containsKey(partition))
                        .collect(Collectors.toSet());
        if (unread.isEmpty()) {
            return true;
        }
        try {
            consumer.committed(unread, QUESTION)
                    .forEach((partition, last) -> committed.compute(partition, (p, none) -> last));
            return true;
        } catch (KafkaException notNow) {
            return false;
        }
    }

    /** Commits what is due, if it is time to. */
    void commit(Consumer<?, ?> consumer, Set<TopicPartition> assigned, long now) {
        if (!isTimeToCommit(consumer, now)) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> due = due(consumer, assigned);
        if (!due.isEmpty()) {
            consumer.commitAsync(
                    due,
                    (offsets, failure) -> {
                        if (failure == null) {
                            remember(offsets);
                        } else {
                            LOG.debugf(
                                    failure,
                                    "commit of %d partitions will be tried again",
                                    offsets.size());
                        }
                    });
        }
    }

    private void remember(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach(
                (partition, offset) -> {
                    if (trackers.apply(partition) != null || resting.knows(partition)) {
                        committed.put(partition, offset);
                    }
                });
    }
}
