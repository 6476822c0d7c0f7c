package dev.waypost.ops.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.waypost.carry.DeadLetter;
import dev.waypost.config.KafkaSettings;
import dev.waypost.dedup.StatusTail;
import dev.waypost.report.DeliveryHistory;
import dev.waypost.report.RecordPlace;
import dev.waypost.report.ReplayMark;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes dead letters into the retry topic, many at once, and a mark for each in the status topic
 * when its record is there: one without its record would lose the mail. One thread.
 */
final class ReplayWriter implements AutoCloseable {

    /** Written and not acknowledged; half of them are waited for when there are as many. */
    private static final int MOST = 4_000;

    private static final int MOST_OCTETS = 16 << 20;
    private static final int PATIENCE_MS = 15_000;

    private record Sent(DeadLetterRecord letter, List<String> left, Future<RecordMetadata> now) {
        int octets() {
            return letter.record().value() == null ? 0 : letter.record().value().length;
        }
    }

    private record Marked(DeadLetterRecord letter, Future<RecordMetadata> mark) {}

    private final KafkaProducer<byte[], byte[]> producer;
    private final ReplayTopics topics;
    private final Clock clock;
    private final BiConsumer<DeadLetterRecord, RecordPlace> written;
    private final Deque<Sent> sent = new ArrayDeque<>();
    private final Deque<Marked> marks = new ArrayDeque<>();
    private long octets;
    private KafkaException refused;

    /**
     * @param written hears of each letter that the broker has, and where
     */
    ReplayWriter(
            KafkaSettings kafka,
            ReplayTopics topics,
            Clock clock,
            BiConsumer<DeadLetterRecord, RecordPlace> written) {
        this.producer =
                new KafkaProducer<>(
                        kafka.producer(
                                Map.of(
                                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                        PATIENCE_MS,
                                        ProducerConfig.LINGER_MS_CONFIG,
                                        5,
                                        ProducerConfig.BATCH_SIZE_CONFIG,
                                        256 << 10,
                                        // So that there is room for the headers that are added.
                                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                                        "gzip",
                                        ProducerConfig.COMPRESSION_GZIP_LEVEL_CONFIG,
                                        1)),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        this.topics = topics;
        this.clock = clock;
        this.written = written;
    }

    /**
     * Writes the record as it first came, due at once, some time before {@link #flush} returns.
     *
     * @param left whom it is for; empty for everybody
     * @throws KafkaException as {@link #flush} does, for this letter or one before
     */
    void write(DeadLetterRecord letter, List<String> left) {
        Sent one = new Sent(letter, left, producer.send(retry(letter, left)));
        sent.add(one);
        octets += one.octets();
        if (sent.size() >= MOST || octets >= MOST_OCTETS) {
            mark(MOST / 2, MOST_OCTETS / 2);
            awaitMarks(MOST);
            complain();
        }
    }

    /**
     * Waits until the broker has everything, marks included.
     *
     * @throws KafkaException where it does not take something, and the others were written; where
     *     it does not answer, and nobody knows before the next reading of the topics
     */
    void flush() {
        mark(0, 0);
        awaitMarks(0);
        complain();
    }

    /** Marks what is written, the first ones first, until so many are left and so large. */
    private void mark(int many, int large) {
        while (sent.size() > many || octets > large) {
            Sent first = sent.remove();
            octets -= first.octets();
            try {
                RecordMetadata now = await(first.letter(), first.now());
                marks.add(new Marked(first.letter(), producer.send(mark(first))));
                written.accept(
                        first.letter(),
                        new RecordPlace(now.topic(), now.partition(), now.offset()));
            } catch (TimeoutException e) {
                throw e;
            } catch (KafkaException e) {
                refused = refused == null ? e : refused;
            }
        }
    }

    private void awaitMarks(int many) {
        while (marks.size() > many) {
            Marked first = marks.remove();
            await(first.letter(), first.mark());
        }
    }

    private void complain() {
        if (refused != null) {
            KafkaException why = refused;
            refused = null;
            throw why;
        }
    }

    private static RecordMetadata await(DeadLetterRecord letter, Future<RecordMetadata> written) {
        try {
            return written.get(2 * PATIENCE_MS, MILLISECONDS);
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "cannot put " + letter.place() + " back: " + e.getCause().getMessage(),
                    e.getCause());
        } catch (java.util.concurrent.TimeoutException e) {
            throw new TimeoutException(
                    "no broker takes %s since %d s".formatted(letter, 2 * PATIENCE_MS / 1000), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** The record as it first came; the retry topic's headers say whom it is still for. */
    private ProducerRecord<byte[], byte[]> retry(DeadLetterRecord letter, List<String> left) {
        ProducerRecord<byte[], byte[]> retry =
                new ProducerRecord<>(
                        topics.retry(letter), letter.record().key(), letter.record().value());
        for (Header header : letter.record().headers()) {
            if (!header.key().startsWith(DeadLetter.PREFIX)) {
                retry.headers().add(header);
            }
        }
        String recipients = left.isEmpty() ? null : String.join("\n", left);
        DeliveryHistory.replay(
                        name ->
                                name.equals("recipients")
                                        ? recipients
                                        : letter.value(name).orElse(null))
                .headers()
                .forEach((name, value) -> retry.headers().add(name, value.getBytes(UTF_8)));
        add(retry, DeliveryHistory.MAIL_ID, letter.mailId());
        add(retry, StatusTail.REPLAYED, ReplayMemory.mark(letter));
        return retry;
    }

    private ProducerRecord<byte[], byte[]> mark(Sent sent) {
        DeadLetterRecord letter = sent.letter();
        ReplayMark mark =
                new ReplayMark(
                        letter.mailId(),
                        letter.reason(),
                        RecordPlace.of(letter.record()),
                        letter.origin().orElse(null),
                        sent.left(),
                        letter.replays() + 1,
                        clock.instant());
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topics.status(), letter.mailId().getBytes(UTF_8), mark.json());
        mark.headers().forEach((name, value) -> add(record, name, value));
        add(record, StatusTail.REPLAYED, ReplayMemory.mark(letter));
        return record;
    }

    private static void add(ProducerRecord<?, ?> record, String name, String value) {
        record.headers().add(name, value.getBytes(UTF_8));
    }

    @Override
    public void close() {
        producer.close(Duration.ofMillis(PATIENCE_MS));
    }
}
