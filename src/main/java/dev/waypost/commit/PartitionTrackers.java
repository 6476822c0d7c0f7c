package dev.waypost.commit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * The {@link OffsetTracker}s of all assigned partitions, and what the polling thread does with
 * them: commit the low watermarks, rewind to what was released, pause where nothing may be taken. A
 * partition that was taken away is forgotten: its late endings touch nothing.
 */
final class PartitionTrackers {

    private static final Logger LOG = Logger.getLogger(PartitionTrackers.class);

    private final LongSupplier nanoTime;
    private volatile Long lastPoll;
    private final LogIdentity identity;
    private final LeaderEpochs epochs;
    private final Map<TopicPartition, OffsetTracker> trackers = new ConcurrentHashMap<>();
    private final WatermarkCommits commits;

    PartitionTrackers(LongSupplier nanoTime, TopicIds ids, LeaderEpochs epochs) {
        this.nanoTime = nanoTime;
        this.epochs = epochs;
        this.identity = new LogIdentity(ids, nanoTime);
        this.commits = new WatermarkCommits(trackers::get);
    }

    /** The tracker that a record with this offset belongs to; on the polling thread. */
    OffsetTracker tracker(TopicPartition partition, long offset) {
        OffsetTracker tracker =
                trackers.computeIfAbsent(partition, p -> new OffsetTracker(nanoTime));
        if (tracker.reading().isBehind(offset)
                || tracker.isReplaced(offset, epochs.of(partition, offset))) {
            return afterCut(partition, offset, tracker);
        }
        int gone = tracker.passOver(offset);
        if (gone > 0) {
            LOG.warnf("%d records of %s were deleted before they were carried", gone, partition);
        }
        return tracker;
    }

    /** What was not done before the place of the cut still is in the log. */
    private OffsetTracker afterCut(TopicPartition partition, long offset, OffsetTracker before) {
        long undone = before.lowWatermark().orElse(offset);
        LOG.warnf(
                "%s went back to offset %d, %d was expected: its topic was made anew or its log cut;"
                        + " reading on from there",
                partition, Math.min(offset, undone), before.next());
        OffsetTracker fresh = startAfresh(partition, new OffsetTracker(nanoTime));
        fresh.epochs().note(offset, epochs.of(partition, offset));
        if (!before.epochs().isLater(epochs.of(partition, offset))) {
            fresh.reading().beganAnew();
        }
        if (undone < offset) {
            fresh.beginAt(undone);
        }
        return fresh;
    }

    /** Late endings of the old tracker's records touch nothing of the new one. */
    private OffsetTracker startAfresh(TopicPartition partition, OffsetTracker fresh) {
        drop(partition);
        trackers.put(partition, fresh);
        return fresh;
    }

    private void drop(TopicPartition partition) {
        trackers.remove(partition);
        commits.forget(partition);
    }

    /** By the topic's id, where the new log is long enough to be read on as if it were the old. */
    private void recognise(
            Consumer<?, ?> consumer, TopicPartition partition, OffsetTracker tracker) {
        if (identity.isAnother(partition, tracker)) {
            LOG.warnf(
                    "topic %s was deleted and created again; reading %s from its beginning",
                    partition.topic(), partition);
            consumer.seekToBeginning(Set.of(partition));
            ReadPosition reading = startAfresh(partition, new OffsetTracker(nanoTime)).reading();
            reading.awaitSeek();
            reading.sought(0);
        }
    }

    /**
     * On the polling thread, once a poll.
     *
     * @param take whether anything of a partition may be taken
     */
    void afterPoll(Consumer<?, ?> consumer, Predicate<TopicPartition> take) {
        long now = nanoTime.getAsLong();
        lastPoll = now;
        Set<TopicPartition> assigned = consumer.assignment();
        for (TopicPartition partition : assigned) {
            OffsetTracker tracker = trackers.get(partition);
            if (tracker != null) {
                tracker.reading().polled();
            }
            recognise(consumer, partition, tracker);
            commits.look(consumer, partition);
        }
        commits.commit(consumer, assigned, now);
        Set<TopicPartition> pause = new HashSet<>();
        Set<TopicPartition> resume = new HashSet<>();
        for (TopicPartition partition : assigned) {
            OffsetTracker tracker = trackers.get(partition);
            if (!take.test(partition) || tracker != null && !tracker.isReadable()) {
                pause.add(partition);
            } else {
                rewind(consumer, partition, tracker);
                resume.add(partition);
            }
        }
        pause.removeAll(consumer.paused());
        resume.retainAll(consumer.paused());
        consumer.pause(pause);
        consumer.resume(resume);
    }

    /** Reads again what was released; what is in flight or done is refused at admission. */
    private void rewind(Consumer<?, ?> consumer, TopicPartition partition, OffsetTracker tracker) {
        OptionalLong to = tracker == null ? OptionalLong.empty() : tracker.rewindTo();
        if (to.isPresent() && consumer.position(partition) > to.getAsLong()) {
            consumer.seek(partition, to.getAsLong());
            tracker.reading().sought(to.getAsLong());
        }
    }

    /** The partitions go to another consumer: commit what is done, then forget them. */
    void revoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        // Its topic may have been made anew while its last records were waited for.
        try {
            commits.commitLast(
                    consumer,
                    partitions.stream()
                            .filter(each -> !identity.isAnother(each, trackers.get(each)))
                            .toList());
        } finally {
            lost(partitions);
        }
    }

    /** The partitions are gone already: nothing can be committed. */
    void lost(Collection<TopicPartition> partitions) {
        partitions.forEach(
                partition -> {
                    drop(partition);
                    identity.left(partition);
                });
    }

    /** The first offset of a partition without an outcome; empty where nothing was taken yet. */
    OptionalLong lowWatermark(TopicPartition partition) {
        OffsetTracker tracker = trackers.get(partition);
        return tracker == null ? OptionalLong.empty() : tracker.lowWatermark();
    }

    /** The partitions that take nothing new, with the record that each waits for. */
    List<String> waiting() {
        List<String> waiting = new ArrayList<>();
        trackers.forEach(
                (partition, tracker) ->
                        tracker.waitsFor()
                                .ifPresent(
                                        offset ->
                                                waiting.add(
                                                        "%s waits at offset %d, whose report is not written"
                                                                .formatted(partition, offset))));
        return waiting;
    }

    Optional<Duration> sinceLastPoll() {
        return Optional.ofNullable(lastPoll)
                .map(last -> Duration.ofNanos(nanoTime.getAsLong() - last));
    }
}
