package dev.waypost.ops.deadletter;

import dev.waypost.config.KafkaSettings;
import dev.waypost.config.WaypostConfig;
import dev.waypost.ops.scan.Progress;
import dev.waypost.ops.scan.Slice;
import dev.waypost.ops.scan.TopicScan;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The dead letters, from the first that is kept to the last that there is now, in flat memory.
 * Looking changes nothing. Each call reads the topic for itself, on its own thread; any number at a
 * time. All throw {@link KafkaException} where the broker does not answer.
 */
@Singleton
public class DeadLetters {

    /** Records that are looked at first for the latest ones. */
    private static final int A_FEW = 2_000;

    private static final String WHAT = "dead letters";

    private final KafkaSettings kafka;
    private final ReplayTopics topics;
    private final Clock clock;

    @Inject
    DeadLetters(WaypostConfig config, KafkaSettings kafka, Clock clock) {
        this.kafka = kafka;
        this.topics = ReplayTopics.of(config);
        this.clock = clock;
    }

    /** The topic they are in. */
    public String topic() {
        return topics.deadLetters();
    }

    /**
     * Those that the filter wants, each partition in its order.
     *
     * @param reader false once it has enough
     */
    public void browse(
            DeadLetterFilter filter, Progress progress, Predicate<DeadLetterRecord> reader) {
        try (TopicScan scan = new TopicScan(kafka)) {
            browse(scan, slice(scan, filter), filter, progress, reader);
        }
    }

    private static void browse(
            TopicScan scan,
            Slice slice,
            DeadLetterFilter filter,
            Progress progress,
            Predicate<DeadLetterRecord> reader) {
        scan.read(
                WHAT,
                slice,
                progress,
                record -> {
                    DeadLetterRecord letter = new DeadLetterRecord(record);
                    return !filter.matches(letter) || reader.test(letter);
                });
    }

    /**
     * The latest that the filter wants, the latest first; read from the topic's end backwards, so
     * that a page is shown at once however many there are.
     *
     * @param most so many at most
     */
    public List<DeadLetterRecord> latest(DeadLetterFilter filter, int most, Progress progress) {
        List<DeadLetterRecord> found = new ArrayList<>();
        try (TopicScan scan = new TopicScan(kafka)) {
            Slice left = slice(scan, filter);
            for (long window = A_FEW; !left.isEmpty() && found.size() < most; window *= 4) {
                Slice.Split split = left.split(window);
                browse(scan, split.end(), filter, progress, found::add);
                left = split.before();
            }
        }
        found.sort(Comparator.comparing(DeadLetterRecord::failedAt).reversed());
        return List.copyOf(found.subList(0, Math.min(most, found.size())));
    }

    /** The dead letter at this place; empty where there is none. */
    public Optional<DeadLetterRecord> at(Place place) {
        try (TopicScan scan = new TopicScan(kafka)) {
            return scan.at(new TopicPartition(topic(), place.partition()), place.offset())
                    .map(DeadLetterRecord::new);
        }
    }

    /** How many there are of each. */
    public Counts count(DeadLetterFilter filter, CountBy by, Progress progress) {
        Counts counts = new Counts();
        browse(
                filter,
                progress,
                letter -> {
                    counts.add(letter, by);
                    return true;
                });
        return counts;
    }

    /**
     * Puts back those that the filter wants and that may go, or says what would be done. Only one
     * should run at a time. A thread that is interrupted leaves what it has put back so far.
     *
     * @param listener hears of each letter that the filter wants
     */
    public ReplayReport replay(ReplayOrder order, Progress progress, ReplayListener listener) {
        try (TopicScan scan = new TopicScan(kafka)) {
            Slice slice = slice(scan, order.filter());
            ReplayMemory memory = ReplayMemory.read(scan, topics, slice, progress);
            try (Replay replay = new Replay(kafka, topics, order, memory, listener, clock)) {
                try {
                    browse(scan, slice, order.filter(), progress, replay::take);
                } catch (KafkaException e) {
                    replay.stopped(e);
                }
                return replay.finish();
            }
        }
    }

    private Slice slice(TopicScan scan, DeadLetterFilter filter) {
        Set<String> topic = Set.of(topic());
        Slice slice = filter.since() == null ? scan.all(topic) : scan.since(topic, filter.since());
        if (filter.ranges().isEmpty()) {
            return slice;
        }
        Map<TopicPartition, Long> from = new HashMap<>();
        Map<TopicPartition, Long> to = new HashMap<>();
        for (PlaceRange range : filter.ranges()) {
            TopicPartition at = new TopicPartition(topic(), range.partition());
            if (slice.partitions().contains(at)) {
                from.merge(at, Math.max(range.first(), slice.from().get(at)), Math::min);
                to.merge(at, Math.min(range.last() + 1, slice.to().get(at)), Math::max);
            }
        }
        return new Slice(from, to);
    }
}
