package dev.waypost.ops.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waypost.compose.Envelope;
import dev.waypost.compose.UncomposableEvent;
import dev.waypost.dedup.MarkFilter;
import dev.waypost.dedup.StatusTail;
import dev.waypost.intake.InvalidEvent;
import dev.waypost.intake.MailEvent;
import dev.waypost.intake.MailEventDecoder;
import dev.waypost.intake.MailRecord;
import dev.waypost.ops.scan.Progress;
import dev.waypost.ops.scan.ScannedMail;
import dev.waypost.ops.scan.Slice;
import dev.waypost.ops.scan.TopicScan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;

/**
 * What happened to dead letters since they were given up: which were put back, and who got the mail
 * all the same. Read from the status topic and from the retry topics that a replay writes to, so
 * that a replay that was killed between the two is known as well. Fixed memory. One thread.
 */
final class ReplayMemory {

    /** Pods' clocks, and the broker's, differ. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    private final MailEventDecoder decoder = new MailEventDecoder();
    private final MarkFilter accepted;
    private final MarkFilter replayed;

    /** Before that, the status topic holds nothing any more. */
    private final Instant horizon;

    private ReplayMemory(long records, Instant horizon) {
        this.accepted = new MarkFilter(2 * records);
        this.replayed = new MarkFilter(records);
        this.horizon = horizon;
    }

    /**
     * Reads what was written since the first of these letters.
     *
     * @throws KafkaException where there is no status topic: nothing could be marked in it
     */
    static ReplayMemory read(
            TopicScan scan, ReplayTopics topics, Slice letters, Progress progress) {
        if (!scan.has(topics.status())) {
            throw new KafkaException(
                    ("topic %s does not exist, or this user may not see it: it must say what was"
                                    + " accepted before anything is put back; a start of waypost"
                                    + " makes it")
                            .formatted(topics.status()));
        }
        Instant since =
                scan.firsts(letters).stream()
                        .map(first -> new DeadLetterRecord(first).failedAt())
                        .min(Instant::compareTo)
                        .orElse(Instant.now())
                        .minus(CLOCKS);
        List<String> read = new ArrayList<>(topics.retries());
        read.add(topics.status());
        Slice written = scan.since(read, since);
        ReplayMemory memory = new ReplayMemory(written.size(), horizon(scan, topics.status()));
        scan.read("status events", written, progress, memory::take);
        return memory;
    }

    /** When the youngest of the records that a partition has lost can have been written. */
    private static Instant horizon(TopicScan scan, String topic) {
        return scan.firsts(scan.all(Set.of(topic))).stream()
                .filter(first -> first.offset() > 0)
                .map(first -> Instant.ofEpochMilli(first.timestamp()))
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
    }

    private boolean take(ConsumerRecord<byte[], byte[]> record) {
        Header marks = record.headers().lastHeader(StatusTail.HEADER);
        if (marks != null && marks.value() != null) {
            accepted.addAll(new String(marks.value(), UTF_8));
        }
        Header from = record.headers().lastHeader(StatusTail.REPLAYED);
        if (from != null && from.value() != null) {
            replayed.add(StatusTail.REPLAYED, new String(from.value(), UTF_8));
        }
        return true;
    }

    /** How a record says which dead letter it comes from; its time tells topics made anew apart. */
    static String mark(DeadLetterRecord letter) {
        return letter.place() + " " + Instant.ofEpochMilli(letter.record().timestamp());
    }

    /** Whether it is unknown what happened to it since. */
    boolean hasForgotten(DeadLetterRecord letter) {
        return letter.failedAt().isBefore(horizon);
    }

    boolean wasPutBack(DeadLetterRecord letter) {
        return replayed.has(StatusTail.REPLAYED, mark(letter));
    }

    /**
     * Whom a replay is for: those given up, without those who have got the mail since. All by name
     * where one has; those of the letter, which may be empty and mean everybody, where nobody has.
     *
     * @return null where everybody has got it
     */
    List<String> left(DeadLetterRecord letter) {
        if (accepted.isEmpty()) {
            return letter.recipients();
        }
        try {
            MailEvent event = decoder.decode(asFirstRead(letter));
            List<String> all =
                    letter.recipients().isEmpty()
                            ? Envelope.recipients(event)
                            : letter.recipients();
            List<String> left =
                    all.stream().filter(it -> !accepted.has(event.idempotencyKey(), it)).toList();
            if (left.isEmpty()) {
                return null;
            }
            return left.size() == all.size() ? letter.recipients() : left;
        } catch (InvalidEvent | UncomposableEvent nobodyCanHaveIt) {
            return letter.recipients();
        }
    }

    private static MailRecord asFirstRead(DeadLetterRecord letter) {
        return letter.origin()
                .map(place -> ScannedMail.of(letter.record(), place))
                .orElseGet(() -> ScannedMail.of(letter.record()));
    }
}
