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
 * The ledgers of all assigned partitions, and what the polling thread does with them: commit the
 * low watermarks, rewind to what was given back, pause where nothing may be taken. A partition that
 * was taken away is forgotten: its late endings touch nothing.
 */
final class PartitionTrackers {

    private static final Logger LOG = Logger.getLogger(PartitionTrackers.class);

    private final LongSupplier nanoTime;
    private volatile Long lastPoll;
    private final LogIdentity identity;
    private final LeaderEpochs epochs;
    private final Map<TopicPartition, OffsetTracker> ledgers = new ConcurrentHashMap<>();
    private final WatermarkCommits commits;

    PartitionTrackers(LongSupplier nanoTime, TopicIds ids, LeaderEpochs epochs) {
        this.nanoTime = nanoTime;
        this.epochs = epochs;
        this.identity = new LogIdentity(ids, nanoTime);
        this.commits = new WatermarkCommits(ledgers::get);
    }

    /** The ledger that a record with this offset belongs to; on the polling thread. */
    OffsetTracker ledger(TopicPartition partition, long offset) {
        OffsetTracker ledger = ledgers.computeIfAbsent(partition, p -> new OffsetTracker(nanoTime));
        if (ledger.reading().isBehind(offset)
                || ledger.isReplaced(offset, epochs.of(partition, offset))) {
            return afterCut(partition, offset, ledger);
        }
        int gone = ledger.passOver(offset);
        if (gone > 0) {
            LOG.warnf("%d records of %s were deleted before they were carried", gone, partition);
        }
        return ledger;
    }

    /** What was not done before the place of the cut still is in the log. */
    private OffsetTracker afterCut(TopicPartition partition, long offset, OffsetTracker before) {
        long undone = before.lowWatermark().orElse(offset);
        LOG.warnf(
                "%s went back to offset %d, %d was expected: its topic was made anew or its log cut;"
                        + " reading on from there",
                partition, Math.min(offset, undone), before.next());
        OffsetTracker fresh = startAfresh(partition, new OffsetTracker(nanoTime));
        if (!before.isUnderLaterLeader(epochs.of(partition, offset))) {
            fresh.reading().beganAnew();
        }
        if (undone < offset) {
            fresh.beginAt(undone);
        }
        return fresh;
    }

    /** Late endings of the old ledger's records touch nothing of the new one. */
    private OffsetTracker startAfresh(TopicPartition partition, OffsetTracker fresh) {
        drop(partition);
        ledgers.put(partition, fresh);
        return fresh;
    }

    private void drop(TopicPartition partition) {
        ledgers.remove(partition);
        commits.forget(partition);
    }

    /** By the topic's id, where the new log is long enough to be read on as if it were the old. */
    private void recognise(
            Consumer<?, ?> consumer, TopicPartition partition, OffsetTracker ledger) {
        if (identity.isAnother(partition, ledger)) {
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
    void settle(Consumer<?, ?> consumer, Predicate<TopicPartition> take) {
        long now = nanoTime.getAsLong();
        lastPoll = now;
        Set<TopicPartition> assigned = consumer.assignment();
        for (TopicPartition partition : assigned) {
            OffsetTracker ledger = ledgers.get(partition);
            if (ledger != null) {
                ledger.reading().polled();
            }
            recognise(consumer, partition, ledger);
            commits.look(consumer, partition);
        }
        commits.commit(consumer, assigned, now);
        Set<TopicPartition> pause = new HashSet<>();
        Set<TopicPartition> resume = new HashSet<>();
        for (TopicPartition partition : assigned) {
            OffsetTracker ledger = ledgers.get(partition);
            if (!take.test(partition) || ledger != null && !ledger.isReadable()) {
                pause.add(partition);
            } else {
                rewind(consumer, partition, ledger);
                resume.add(partition);
            }
        }
        pause.removeAll(consumer.paused());
        resume.retainAll(consumer.paused());
        consumer.pause(pause);
        consumer.resume(resume);
    }

    /** Reads again what was given back; what is in flight or done is refused at admission. */
    private void rewind(Consumer<?, ?> consumer, TopicPartition partition, OffsetTracker ledger) {
        OptionalLong to = ledger == null ? OptionalLong.empty() : ledger.rewindTo();
        if (to.isPresent() && consumer.position(partition) > to.getAsLong()) {
            consumer.seek(partition, to.getAsLong());
            ledger.reading().sought(to.getAsLong());
        }
    }

    /** The partitions go to another consumer: commit what is done, then forget them. */
    void release(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        // Its topic may have been made anew while its last records were waited for.
        try {
            commits.commitLast(
                    consumer,
                    partitions.stream()
                            .filter(each -> !identity.isAnother(each, ledgers.get(each)))
                            .toList());
        } finally {
            forget(partitions);
        }
    }

    /** The partitions are gone already: nothing can be committed. */
    void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(
                partition -> {
                    drop(partition);
                    identity.left(partition);
                });
    }

    /** The first offset of a partition without an outcome; empty where nothing was taken yet. */
    OptionalLong lowWatermark(TopicPartition partition) {
        OffsetTracker ledger = ledgers.get(partition);
        return ledger == null ? OptionalLong.empty() : ledger.lowWatermark();
    }

    /** The partitions that take nothing new, with the record that each waits for. */
    List<String> waiting() {
        List<String> waiting = new ArrayList<>();
        ledgers.forEach(
                (partition, ledger) ->
                        ledger.waitsFor()
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
