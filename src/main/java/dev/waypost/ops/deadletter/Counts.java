package dev.waypost.ops.deadletter;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many there are of each. One thread. */
public final class Counts {

    /** Domains come from strangers: what goes beyond is counted together. */
    private static final int MOST_KEYS = 10_000;

    /** The key of what goes beyond. */
    public static final String OTHERS = "(others)";

    private final Map<String, Long> counts = new HashMap<>();
    private long total;

    void add(DeadLetterRecord letter, CountBy by) {
        total++;
        by.keys(letter).forEach(this::add);
    }

    /** One more of this. */
    void add(String key) {
        boolean known = counts.size() < MOST_KEYS || counts.containsKey(key);
        counts.merge(known ? key : OTHERS, 1L, Long::sum);
    }

    /** Dead letters that were counted. */
    public long total() {
        return total;
    }

    /** The most frequent first, and by name where they are equal. */
    public Map<String, Long> each() {
        Map<String, Long> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .forEach(it -> sorted.put(it.getKey(), it.getValue()));
        return sorted;
    }
}
