package dev.waypost.commit.unreadable;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * A partition that cannot be read is paused, longer each time, while the others go on; {@link
 * UnreadableRecords} may lead on. Trouble of a whole consumer makes its poll loop wait. One log
 * line for each change. Polling threads; any thread may look.
 */
@Singleton
public class UnreadablePartitions {

    private static final Logger LOG = Logger.getLogger(UnreadablePartitions.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** A poll loop that comes by more seldom would count as hanging. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /** By partition, or by consumer where no partition is to blame. */
    private final Map<Object, ReadFailure> troubles = new ConcurrentHashMap<>();

    private final UnreadableRecords records;
    private final LongSupplier nanoTime;
    private final CountDownLatch stopping = new CountDownLatch(1);

    @Inject
    public UnreadablePartitions(UnreadableRecords records, LongSupplier nanoTime) {
        this.records = records;
        this.nanoTime = nanoTime;
    }

    public <K, V> ConsumerRecords<K, V> poll(
            Consumer<K, V> consumer, Supplier<ConsumerRecords<K, V>> poll) {
        Map<TopicPartition, Long> askedAnew = beforePoll(consumer);
        ConsumerRecords<K, V> read = ConsumerRecords.empty();
        try {
            try {
                read = poll.get();
            } finally {
                readOn(consumer, askedAnew, read);
            }
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            failed(consumer, e);
            return ConsumerRecords.empty();
        }
        readable(consumer, !read.isEmpty());
        return without(askedAnew.keySet(), read);
    }

    /**
     * Keeps the unreadable partitions paused, whatever else resumes them, until their time has
     * come. A broken record that the client has fetched is broken for good: a poll from the next
     * offset makes it forget that, before the place itself is fetched anew. Where no record is at
     * fault there may be none, and behind the end the client would go back to the beginning.
     *
     * @return where to read on after that poll
     */
    private Map<TopicPartition, Long> beforePoll(Consumer<?, ?> consumer) {
        Set<TopicPartition> assigned = consumer.assignment();
        Map<TopicPartition, Long> askedAnew = new HashMap<>();
        troubles.forEach(
                (key, trouble) -> {
                    if (trouble.consumer != consumer || !(key instanceof TopicPartition at)) {
                        return;
                    }
                    if (!assigned.contains(at)) {
                        troubles.remove(at);
                    } else if (!trouble.beingTried) {
                        if (trouble.until - nanoTime.getAsLong() > 0) {
                            consumer.pause(Set.of(at));
                        } else if (!consumer.paused().contains(at)) {
                            trouble.beingTried = true;
                            trouble.triedSince = nanoTime.getAsLong();
                            if (trouble.ofRecord) {
                                askedAnew.put(at, consumer.position(at));
                                consumer.seek(at, trouble.offset + 1);
                            }
                        }
                    }
                });
        return askedAnew;
    }

    /** Where they stood before, but for those that a rebalance in the poll took away or moved. */
    private <K, V> void readOn(
            Consumer<K, V> consumer,
            Map<TopicPartition, Long> askedAnew,
            ConsumerRecords<K, V> read) {
        askedAnew.keySet().retainAll(consumer.assignment());
        askedAnew.keySet().removeIf(partition -> isMoved(consumer, partition, read));
        askedAnew.forEach(consumer::seek);
    }

    /**
     * Whether it is read from further back: it was taken away and given back, or its log was cut.
     * What comes from there is not to be passed over.
     */
    private <K, V> boolean isMoved(
            Consumer<K, V> consumer, TopicPartition partition, ConsumerRecords<K, V> read) {
        List<ConsumerRecord<K, V>> records = read.records(partition);
        try {
            long from =
                    records.isEmpty()
                            ? consumer.position(partition, LONGEST_WAIT)
                            : records.get(0).offset();
            return from <= troubles.get(partition).offset;
        } catch (TimeoutException beingSought) {
            return true;
        }
    }

    private void failed(Consumer<?, ?> consumer, KafkaException failure) {
        Set<TopicPartition> places = UnreadablePlace.of(failure, consumer.assignment());
        String why = UnreadablePlace.why(failure);
        if (places.isEmpty()) {
            ReadFailure trouble = trouble(consumer, consumer, -1, "nothing can be read: " + why);
            await(trouble.nextPause(LONGEST_WAIT));
            trouble.triedSince = nanoTime.getAsLong();
        }
        boolean pausingHelps = true;
        for (TopicPartition place : places) {
            long offset = consumer.position(place);
            OptionalLong readable = records.readOnFrom(place, offset, failure);
            if (readable.isPresent()) {
                consumer.seek(place, readable.getAsLong());
                troubles.remove(place);
                continue;
            }
            ReadFailure before = troubles.get(place);
            pausingHelps &= before == null || before.beingTried;
            String text = "%s cannot be read at offset %d: %s".formatted(place, offset, why);
            ReadFailure trouble = trouble(place, consumer, offset, text);
            trouble.until = nanoTime.getAsLong() + trouble.nextPause(LONGEST_PAUSE).toNanos();
            trouble.beingTried = false;
            trouble.ofRecord = UnreadablePlace.isOfRecord(failure);
            consumer.pause(Set.of(place));
        }
        if (!pausingHelps) {
            await(ReadFailure.FIRST_PAUSE);
        }
    }

    private ReadFailure trouble(Object key, Consumer<?, ?> consumer, long offset, String text) {
        return troubles.computeIfAbsent(
                key,
                any -> {
                    LOG.warnf("%s; trying again from time to time", text);
                    return new ReadFailure(consumer, offset, text);
                });
    }

    private void readable(Consumer<?, ?> consumer, boolean anything) {
        Set<TopicPartition> assigned = consumer.assignment();
        troubles.forEach(
                (key, trouble) -> {
                    boolean over =
                            key == consumer && (anything || trouble.isQuiet(nanoTime.getAsLong()))
                                    || trouble.consumer == consumer
                                            && trouble.beingTried
                                            && key instanceof TopicPartition at
                                            && assigned.contains(at)
                                            && isRead(consumer, at, trouble);
                    if (over && troubles.remove(key, trouble)) {
                        LOG.infof("readable again: %s", trouble.text);
                    }
                });
    }

    /** Past it, or nothing is there to read, and no answer said otherwise for a while. */
    private boolean isRead(Consumer<?, ?> consumer, TopicPartition at, ReadFailure trouble) {
        return consumer.position(at) > trouble.offset
                || consumer.currentLag(at).orElse(1) == 0 && trouble.isQuiet(nanoTime.getAsLong());
    }

    private static <K, V> ConsumerRecords<K, V> without(
            Set<TopicPartition> partitions, ConsumerRecords<K, V> read) {
        if (partitions.isEmpty()) {
            return read;
        }
        Map<TopicPartition, List<ConsumerRecord<K, V>>> left = new HashMap<>();
        read.partitions().stream()
                .filter(partition -> !partitions.contains(partition))
                .forEach(partition -> left.put(partition, read.records(partition)));
        return new ConsumerRecords<>(left, Map.of());
    }

    private void await(Duration pause) {
        try {
            stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    void onShutdown(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent shutdown) {
        stopping.countDown();
    }

    /** What cannot be read now, with place and reason, in words for an operator. */
    public List<String> view() {
        return troubles.values().stream().map(trouble -> trouble.text).sorted().toList();
    }
}
