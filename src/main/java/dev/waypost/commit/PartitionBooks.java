package dev.waypost.commit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * The ledgers of all assigned partitions, and what the polling thread does with them: commit the
 * low watermarks, rewind to what was given back, pause and resume. A partition that was taken away
 * is forgotten: its late endings touch nothing.
 */
final class PartitionBooks {

    private static final Logger LOG = Logger.getLogger(PartitionBooks.class);

    /** Offsets remembered per partition; bounds memory and what a crash reads again. */
    private static final int LONGEST_SPAN = 20_000;

    private static final Duration BETWEEN_COMMITS = Duration.ofMillis(50);

    /** A topic that is away would hold up the polling thread for a minute. */
    private static final Duration LAST_COMMIT = Duration.ofSeconds(5);

    private final Clock clock;
    private final LongSupplier nanoTime;
    private final LogIdentity identity;
    private final Map<TopicPartition, OffsetLedger> ledgers = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> committed = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Instant> asleep = new ConcurrentHashMap<>();
    private final RestingPlaces resting = new RestingPlaces();
    private volatile Instant lastPoll;
    private final Map<Consumer<?, ?>, Instant> lastCommits = new ConcurrentHashMap<>();

    PartitionBooks(Clock clock, LongSupplier nanoTime, TopicIds ids) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.identity = new LogIdentity(ids, nanoTime);
    }

    /** The ledger that a record with this offset belongs to; on the polling thread. */
    OffsetLedger ledger(TopicPartition partition, long offset) {
        OffsetLedger ledger =
                ledgers.computeIfAbsent(partition, p -> new OffsetLedger(nanoTime.getAsLong()));
        if (ledger.isBehind(offset)) {
            return afterCut(partition, offset, ledger);
        }
        int gone = ledger.passOver(offset);
        if (gone > 0) {
            LOG.warnf("%d records of %s were deleted before they were carried", gone, partition);
        }
        return ledger;
    }

    /** What was not done before the place of the cut still is in the log. */
    private OffsetLedger afterCut(TopicPartition partition, long offset, OffsetLedger before) {
        long undone = before.lowWatermark().orElse(offset);
        LOG.warnf(
                "%s went back to offset %d, %d was expected: its topic was made anew or its log cut;"
                        + " reading on from there",
                partition, Math.min(offset, undone), before.next());
        OffsetLedger fresh = startAfresh(partition);
        if (undone < offset) {
            fresh.beginAt(undone);
        }
        return fresh;
    }

    /** Late endings of the old ledger's records touch nothing of the new one. */
    private OffsetLedger startAfresh(TopicPartition partition) {
        OffsetLedger fresh = OffsetLedger.ofNewLog(nanoTime.getAsLong());
        drop(partition);
        ledgers.put(partition, fresh);
        return fresh;
    }

    private void drop(TopicPartition partition) {
        ledgers.remove(partition);
        committed.remove(partition);
        asleep.remove(partition);
        resting.forget(partition);
    }

    /** By the topic's id, where the new log is long enough to be read on as if it were the old. */
    private void recognise(Consumer<?, ?> consumer, TopicPartition partition, OffsetLedger ledger) {
        if (identity.isAnother(partition, ledger)) {
            LOG.warnf(
                    "topic %s was deleted and created again; reading %s from its beginning",
                    partition.topic(), partition);
            consumer.seekToBeginning(Set.of(partition));
            startAfresh(partition).soughtBeginning();
        }
    }

    boolean isFull(OffsetLedger ledger) {
        return ledger.span() >= LONGEST_SPAN;
    }

    /** Reads nothing more from this partition until then; the earlier of two such words counts. */
    void sleep(TopicPartition partition, Instant until) {
        asleep.merge(partition, until, (a, b) -> a.isBefore(b) ? a : b);
    }

    /** On the polling thread, once a poll. */
    void settle(Consumer<?, ?> consumer, boolean take) {
        Instant now = clock.instant();
        lastPoll = now;
        Set<TopicPartition> assigned = consumer.assignment();
        for (TopicPartition partition : assigned) {
            OffsetLedger ledger = ledgers.get(partition);
            if (ledger != null) {
                ledger.polled();
            }
            recognise(consumer, partition, ledger);
            resting.look(consumer, partition);
        }
        if (isTimeToCommit(consumer, now)) {
            commitWatermarks(consumer, assigned);
        }
        Set<TopicPartition> pause = new HashSet<>();
        Set<TopicPartition> resume = new HashSet<>();
        for (TopicPartition partition : assigned) {
            if (!take || isAsleep(partition, now)) {
                pause.add(partition);
            } else {
                rewind(consumer, partition);
                resume.add(partition);
            }
        }
        pause.removeAll(consumer.paused());
        resume.retainAll(consumer.paused());
        consumer.pause(pause);
        consumer.resume(resume);
    }

    /** Each consumer has its own rhythm: one must not use up the other's turn. */
    private boolean isTimeToCommit(Consumer<?, ?> consumer, Instant now) {
        Instant last = lastCommits.get(consumer);
        if (last != null && Duration.between(last, now).compareTo(BETWEEN_COMMITS) < 0) {
            return false;
        }
        lastCommits.put(consumer, now);
        return true;
    }

    private boolean isAsleep(TopicPartition partition, Instant now) {
        Instant until = asleep.get(partition);
        if (until == null) {
            return false;
        }
        if (until.isAfter(now)) {
            return true;
        }
        asleep.remove(partition, until);
        return false;
    }

    /** Reads again what was given back; what is in flight or done is refused at admission. */
    private void rewind(Consumer<?, ?> consumer, TopicPartition partition) {
        OffsetLedger ledger = ledgers.get(partition);
        OptionalLong to = ledger == null ? OptionalLong.empty() : ledger.rewindTo();
        if (to.isPresent() && consumer.position(partition) > to.getAsLong()) {
            consumer.seek(partition, to.getAsLong());
            ledger.sought(to.getAsLong());
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> due(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> due = new HashMap<>();
        for (TopicPartition partition : partitions) {
            watermark(partition).stream()
                    .filter(offset -> offset != committed.getOrDefault(partition, -1L))
                    .forEach(offset -> due.put(partition, new OffsetAndMetadata(offset)));
        }
        return due;
    }

    /** The ledger's; where nothing is left to do, what never holds a record is done too. */
    private OptionalLong watermark(TopicPartition partition) {
        OffsetLedger ledger = ledgers.get(partition);
        OptionalLong done = ledger == null ? OptionalLong.empty() : ledger.lowWatermark();
        OptionalLong rest =
                ledger == null || ledger.span() == 0 ? resting.of(partition) : OptionalLong.empty();
        return rest.orElse(-1) > done.orElse(-1) ? rest : done;
    }

    private void commitWatermarks(Consumer<?, ?> consumer, Set<TopicPartition> assigned) {
        Map<TopicPartition, OffsetAndMetadata> due = due(assigned);
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
                    if (ledgers.containsKey(partition)) {
                        committed.put(partition, offset.offset());
                    }
                });
    }

    /** The partitions go to another consumer: commit what is done, then forget them. */
    void release(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> due = due(partitions);
        try {
            if (!due.isEmpty()) {
                consumer.commitSync(due, LAST_COMMIT);
            }
        } catch (KafkaException e) {
            // What is done and not committed is delivered again, or recognised by its id.
            LOG.warnf(
                    "the offsets of %d partitions could not be committed: %s",
                    due.size(), e.getMessage());
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

    /** Records of these partitions in flight. */
    int inFlight(Collection<TopicPartition> partitions) {
        return partitions.stream()
                .map(ledgers::get)
                .filter(ledger -> ledger != null)
                .mapToInt(OffsetLedger::inFlight)
                .sum();
    }

    Optional<Instant> lastPoll() {
        return Optional.ofNullable(lastPoll);
    }
}
