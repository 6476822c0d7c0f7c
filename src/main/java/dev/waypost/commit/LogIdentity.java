package dev.waypost.commit;

import dev.waypost.commit.TopicIds.TopicId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Tells by the topic's id that a partition is read on from an offset of a topic that is gone,
 * although the offsets go on as if nothing had happened. On the polling threads.
 */
final class LogIdentity {

    /**
     * A topic's deletion takes its partitions away for a moment, and an offset of the old one may
     * be committed for the new. After longer, the offset is another pod's, and right.
     */
    private static final Duration ABSENCE = Duration.ofMinutes(1);

    /** The id, and when the partition was taken away; null while it is here. */
    private record Known(Uuid id, Long leftAt) {}

    private final TopicIds ids;
    private final LongSupplier nanoTime;
    private final Map<TopicPartition, Known> known = new ConcurrentHashMap<>();

    LogIdentity(TopicIds ids, LongSupplier nanoTime) {
        this.ids = ids;
        this.nanoTime = nanoTime;
    }

    /**
     * Whether the partition, which is assigned, has to be read from its beginning; says so once.
     *
     * @param tracker null where nothing was read yet
     */
    boolean isAnother(TopicPartition partition, OffsetTracker tracker) {
        TopicId now = ids.of(partition.topic()).orElse(null);
        if (now == null) {
            return false;
        }
        boolean older = tracker != null && now.askedAt() - tracker.openedAt() < 0;
        Known here = new Known(now.id(), null);
        Known before = known.get(partition);
        if (!here.equals(before)) {
            known.computeIfPresent(partition, (p, it) -> isLongGone(it) ? null : it);
            before = older ? known.putIfAbsent(partition, here) : known.put(partition, here);
        }
        if (older || tracker != null && tracker.reading().explainsNewId()) {
            return false;
        }
        return before != null && !before.id().equals(now.id());
    }

    /** The partition is no longer assigned. */
    void left(TopicPartition partition) {
        known.computeIfPresent(partition, (p, it) -> new Known(it.id(), nanoTime.getAsLong()));
    }

    private boolean isLongGone(Known before) {
        return before.leftAt() != null
                && nanoTime.getAsLong() - before.leftAt() > ABSENCE.toNanos();
    }
}
