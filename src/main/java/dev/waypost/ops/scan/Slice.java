package dev.waypost.ops.scan;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * A part of some partitions: each from an offset to the one before {@code to}. Partitions without
 * anything between are left out. Immutable.
 */
public record Slice(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {

    public Slice {
        Map<TopicPartition, Long> begin = new HashMap<>(from);
        Map<TopicPartition, Long> end = new HashMap<>(to);
        begin.entrySet().removeIf(at -> end.getOrDefault(at.getKey(), 0L) <= at.getValue());
        end.keySet().retainAll(begin.keySet());
        from = Map.copyOf(begin);
        to = Map.copyOf(end);
    }

    public Set<TopicPartition> partitions() {
        return from.keySet();
    }

    /** Offsets in it: as many records at most. */
    public long size() {
        return to.entrySet().stream()
                .mapToLong(end -> end.getValue() - from.get(end.getKey()))
                .sum();
    }

    public boolean isEmpty() {
        return from.isEmpty();
    }

    /** The end of a slice, and what lies before it. */
    public record Split(Slice before, Slice end) {}

    /** Cuts so many records off its end, in even parts of its partitions. */
    public Split split(long records) {
        long share = Math.max(1, records / Math.max(1, from.size()));
        Map<TopicPartition, Long> cut = new HashMap<>();
        from.forEach((at, first) -> cut.put(at, Math.max(first, to.get(at) - share)));
        return new Split(new Slice(from, cut), new Slice(cut, to));
    }
}
