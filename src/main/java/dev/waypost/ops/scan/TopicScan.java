package dev.waypost.ops.scan;

import dev.waypost.config.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics from an offset to where they end now, as fast as the broker gives them and in flat
 * memory: about 16 MiB of records are held at once. Each method throws Kafka's own exceptions,
 * {@link InterruptException} when its thread is interrupted. One thread.
 */
public final class TopicScan implements AutoCloseable {

    /** How long the broker may stay silent before an operator is told. */
    private static final int PATIENCE_MS = 15_000;

    private static final long BETWEEN_TELLINGS = Duration.ofMillis(200).toNanos();

    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Connects when it is first asked for something. */
    public TopicScan(KafkaSettings kafka) {
        consumer =
                new KafkaConsumer<>(
                        kafka.reader(
                                Map.of(
                                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                                        false,
                                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                        PATIENCE_MS,
                                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                        PATIENCE_MS,
                                        // What is read is there already.
                                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                                        20,
                                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                                        16 << 20,
                                        // Large ones may unpack to ten times their octets.
                                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                                        200)),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
    }

    /** The names that exist and that begin so. */
    public Set<String> topics(String prefix) {
        Set<String> names = new TreeSet<>(consumer.listTopics().keySet());
        names.removeIf(name -> !name.startsWith(prefix));
        return names;
    }

    /** Whether there is such a topic, as far as this user may see. */
    public boolean has(String topic) {
        return !partitions(topic).isEmpty();
    }

    /** All that these topics hold now; of one that does not exist, nothing. */
    public Slice all(Collection<String> topics) {
        List<TopicPartition> partitions = partitions(topics);
        return new Slice(consumer.beginningOffsets(partitions), consumer.endOffsets(partitions));
    }

    /** What was written to these topics at this moment or later, by the records' own timestamps. */
    public Slice since(Collection<String> topics, Instant since) {
        Slice all = all(topics);
        Map<TopicPartition, Long> asked = new HashMap<>();
        all.partitions().forEach(at -> asked.put(at, since.toEpochMilli()));
        Map<TopicPartition, Long> from = new HashMap<>();
        for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
                consumer.offsetsForTimes(asked).entrySet()) {
            if (found.getValue() != null) {
                from.put(found.getKey(), found.getValue().offset());
            }
        }
        return new Slice(from, all.to());
    }

    /**
     * What a slice holds from these offsets on, of partitions that are named.
     *
     * @param from the first offset wanted of each partition
     */
    public Slice from(Map<TopicPartition, Long> from) {
        Slice all = all(from.keySet().stream().map(TopicPartition::topic).distinct().toList());
        Map<TopicPartition, Long> begin = new HashMap<>();
        from.forEach(
                (at, offset) -> begin.put(at, Math.max(offset, all.from().getOrDefault(at, 0L))));
        return new Slice(begin, all.to());
    }

    /** The first record of each partition of the slice. */
    public List<ConsumerRecord<byte[], byte[]>> firsts(Slice slice) {
        List<ConsumerRecord<byte[], byte[]>> firsts = new ArrayList<>();
        for (TopicPartition at : slice.partitions()) {
            Slice one = new Slice(Map.of(at, slice.from().get(at)), Map.of(at, slice.to().get(at)));
            read(
                    "",
                    one,
                    Progress.NONE,
                    record -> {
                        firsts.add(record);
                        return false;
                    });
        }
        return firsts;
    }

    /** The record at this place; empty where there is none, or none any more. */
    public Optional<ConsumerRecord<byte[], byte[]>> at(TopicPartition at, long offset) {
        if (!partitions(at.topic()).contains(at)) {
            return Optional.empty();
        }
        Slice all = all(Set.of(at.topic()));
        if (offset < all.from().getOrDefault(at, Long.MAX_VALUE)
                || offset >= all.to().getOrDefault(at, 0L)) {
            return Optional.empty();
        }
        return firsts(new Slice(Map.of(at, offset), Map.of(at, offset + 1))).stream().findAny();
    }

    /**
     * Reads the slice, each partition in its order.
     *
     * @param what is read, for the progress
     * @param reader false once it has enough
     */
    public void read(
            String what,
            Slice slice,
            Progress progress,
            Predicate<ConsumerRecord<byte[], byte[]>> reader) {
        if (slice.isEmpty()) {
            return;
        }
        consumer.assign(slice.partitions());
        // One that was read to its end before is paused still.
        consumer.resume(slice.partitions());
        slice.from().forEach(consumer::seek);
        long total = slice.size();
        long told = System.nanoTime() - BETWEEN_TELLINGS;
        try (ReadAhead ahead = new ReadAhead(consumer, slice, Duration.ofMillis(2 * PATIENCE_MS))) {
            ReadAhead.Batch batch;
            do {
                batch = ahead.next();
                for (ConsumerRecord<byte[], byte[]> record : batch.records()) {
                    if (!reader.test(record)) {
                        return;
                    }
                }
                long now = System.nanoTime();
                if (now - told >= BETWEEN_TELLINGS || batch.left() == 0) {
                    progress.at(what, total - batch.left(), total);
                    told = now;
                }
            } while (batch.left() > 0);
        }
    }

    private List<TopicPartition> partitions(Collection<String> topics) {
        return topics.stream().flatMap(topic -> partitions(topic).stream()).toList();
    }

    private List<TopicPartition> partitions(String topic) {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        return found == null
                ? List.of()
                : found.stream().map(it -> new TopicPartition(topic, it.partition())).toList();
    }

    @Override
    public void close() {
        consumer.close(Duration.ofSeconds(1));
    }
}
