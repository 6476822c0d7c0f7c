package dev.waypost.commit.unreadable;

import dev.waypost.config.KafkaSettings;
import dev.waypost.config.WaypostConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Where to read on behind records that cannot be read, once a dead letter names them; with {@code
 * waypost.delivery.unreadable=skip} only. A batch is fetched whole, so each of its offsets fails
 * alike; which they are is asked one after the other, so that no record that can be read, between
 * two broken batches for one, is skipped with them. Polling threads; counting any.
 */
@Singleton
public class UnreadableRecords {

    private static final Logger LOG = Logger.getLogger(UnreadableRecords.class);
    private static final String SKIP = "skip";

    /** The poll loop stands still meanwhile; what is left of a large batch comes next time. */
    private static final Duration LONGEST_SEARCH = Duration.ofSeconds(5);

    private static final Duration POLL = Duration.ofMillis(100);
    private static final int PATIENCE_MS = 5_000;

    private enum Found {
        READABLE,
        UNREADABLE,
        NOTHING
    }

    private record Gap(TopicPartition partition, long first, long next) {}

    /** A rewind comes by again, and one letter is enough. */
    private final Set<Gap> buried = ConcurrentHashMap.newKeySet();

    private final AtomicLong letters = new AtomicLong();
    private final boolean skips;
    private final KafkaSettings kafka;
    private final LongSupplier nanoTime;
    private final UnreadableLetter letter;

    @Inject
    UnreadableRecords(
            WaypostConfig config, KafkaSettings kafka, Clock clock, LongSupplier nanoTime) {
        this.skips = config.delivery().unreadable().equals(SKIP);
        this.kafka = kafka;
        this.nanoTime = nanoTime;
        this.letter = new UnreadableLetter(config.topic(), kafka, clock);
    }

    /** Dead letters that were written for what cannot be read, by this process. */
    public long letters() {
        return letters.get();
    }

    /**
     * The offset to read on from; empty where nothing is to be skipped: it is not wanted, it is no
     * fault of the record, it can be read now, or its dead letter is not known to be written.
     */
    OptionalLong readOnFrom(TopicPartition partition, long offset, KafkaException failure) {
        if (!skips || !UnreadablePlace.isOfRecord(failure)) {
            return OptionalLong.empty();
        }
        try {
            long next = firstReadable(partition, offset);
            if (next == offset) {
                return OptionalLong.empty();
            }
            Gap gap = new Gap(partition, offset, next);
            String why = UnreadablePlace.why(failure);
            if (!buried.contains(gap)) {
                letter.write(partition, offset, next - 1, why);
                buried.add(gap);
                letters.incrementAndGet();
                LOG.warnf(
                        "%s: offsets %d to %d cannot be read and are skipped, a dead letter names"
                                + " them: %s",
                        partition, offset, next - 1, why);
            }
            return OptionalLong.of(next);
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.warnf(
                    "%s: nothing is skipped at offset %d: %s",
                    partition, offset, UnreadablePlace.why(e));
            return OptionalLong.empty();
        }
    }

    /** The first offset from {@code from} on that is not known to be unreadable. */
    private long firstReadable(TopicPartition partition, long from) {
        long began = nanoTime.getAsLong();
        try (KafkaConsumer<byte[], byte[]> reader = reader()) {
            Set<TopicPartition> only = Set.of(partition);
            reader.assign(only);
            long end = reader.endOffsets(only).get(partition);
            long at = from;
            while (at < end && find(reader, partition, at, began) == Found.UNREADABLE) {
                at++;
            }
            return at;
        }
    }

    private Found find(
            KafkaConsumer<byte[], byte[]> reader, TopicPartition partition, long at, long began) {
        reader.seek(partition, at);
        while (nanoTime.getAsLong() - began < LONGEST_SEARCH.toNanos()) {
            try {
                if (!reader.poll(POLL).isEmpty() || reader.position(partition) > at) {
                    return Found.READABLE;
                }
            } catch (KafkaException e) {
                if (UnreadablePlace.isOfRecord(e)) {
                    return Found.UNREADABLE;
                }
                throw e;
            }
        }
        return Found.NOTHING;
    }

    /** No topic is made by looking, and no more is fetched than a batch. */
    private KafkaConsumer<byte[], byte[]> reader() {
        return new KafkaConsumer<>(
                kafka.reader(
                        Map.of(
                                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                                false,
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "none",
                                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                                1,
                                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                                1,
                                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                PATIENCE_MS)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
