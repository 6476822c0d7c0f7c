package dev.waypost.commit;

import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Where in a partition each leader's records begin, as its log says it. Any thread. */
final class EpochStarts {

    private final TreeMap<Long, Integer> starts = new TreeMap<>();

    /**
     * A record behind all that were read, or read again from there on.
     *
     * @param epoch of the leader that wrote it; empty where the broker did not tell
     */
    synchronized void note(long offset, OptionalInt epoch) {
        Map.Entry<Long, Integer> last = starts.lastEntry();
        while (last != null && last.getKey() >= offset) {
            starts.remove(last.getKey());
            last = starts.lastEntry();
        }
        if (epoch.isPresent() && (last == null || last.getValue() != epoch.getAsInt())) {
            starts.put(offset, epoch.getAsInt());
        }
    }

    /** Empty where it is not known. */
    synchronized OptionalInt at(long offset) {
        Map.Entry<Long, Integer> known = starts.floorEntry(offset);
        return known == null ? OptionalInt.empty() : OptionalInt.of(known.getValue());
    }

    /**
     * Whether this leader took over after all that wrote what was read: a log that was cut goes on
     * so, one that was made anew does not.
     */
    synchronized boolean isLater(OptionalInt epoch) {
        Map.Entry<Long, Integer> last = starts.lastEntry();
        return last != null && epoch.isPresent() && epoch.getAsInt() > last.getValue();
    }

    /** Nothing before this offset is asked for again. */
    synchronized void forgetBefore(long offset) {
        Long first = starts.floorKey(offset);
        if (first != null) {
            starts.headMap(first).clear();
        }
    }
}
