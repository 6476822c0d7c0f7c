package dev.waypost.commit;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * The offsets of one partition that were released and have no outcome yet: how often each was, and
 * its pause, longer each time. Not thread-safe.
 */
final class RequeueBackoff {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    /** A fault that lasts is looked at four times a minute. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    /** So often is a record released unproven before its partition waits for it. */
    private static final int UNPROVEN_AT_MOST = 3;

    private record Pause(int times, long until) {}

    private final TreeMap<Long, Pause> pauses = new TreeMap<>();

    /** How often each was released because what should have been written was not. */
    private final Map<Long, Integer> unproven = new HashMap<>();

    private final LongSupplier nanoTime;

    RequeueBackoff(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * @param times how often it was released
     * @param pause nanoseconds until it may be read again
     */
    void put(long offset, int times, long pause) {
        pauses.put(offset, new Pause(times, nanoTime.getAsLong() + pause));
    }

    /** It has its outcome, or is gone from the log. */
    void forget(long offset) {
        pauses.remove(offset);
        unproven.remove(offset);
    }

    int times(long offset) {
        Pause last = pauses.get(offset);
        return last == null ? 0 : last.times();
    }

    /** Nanoseconds that it waits if it is released now. */
    long nextPause(long offset) {
        long pause = FIRST_PAUSE.toNanos() << Math.min(times(offset), 10);
        return Math.min(pause, LONGEST_PAUSE.toNanos());
    }

    boolean isDue(long offset) {
        return pauses.get(offset).until() - nanoTime.getAsLong() <= 0;
    }

    /** It came back because what should have been written was not. */
    void unproven(long offset) {
        unproven.merge(offset, 1, Integer::sum);
    }

    /** The first one that came back unproven again and again. */
    OptionalLong waitsFor() {
        if (unproven.isEmpty()) {
            return OptionalLong.empty(); // As a rule, and it is asked at each record.
        }
        return unproven.entrySet().stream()
                .filter(each -> each.getValue() >= UNPROVEN_AT_MOST)
                .mapToLong(Map.Entry::getKey)
                .min();
    }

    /** In ascending order. */
    Set<Long> offsets() {
        return pauses.keySet();
    }

    List<Long> between(long from, long to) {
        return List.copyOf(pauses.subMap(from, to).keySet());
    }

    boolean isEmpty() {
        return pauses.isEmpty();
    }
}
