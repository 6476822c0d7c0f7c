package dev.waypost.simulation;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What is wrong with the world at this moment: faults begin and end, and may overlap. Who acts in
 * the world asks; nobody keeps an answer.
 */
final class Weather {

    /** A fault that lasts a while. */
    enum Trouble {
        COMMITS_FAIL,
        COMMIT_ANSWERS_ARE_LOST,
        WRITES_FAIL,
        WRITE_ANSWERS_ARE_LOST,
        WRITES_ARE_SLOW,
        NEWS_IS_LATE,
        LOGIN_REFUSED,
        LOGIN_UNAVAILABLE,
        PORT_587_REFUSES,
        PORT_587_IS_SILENT,
        PORT_2525_REFUSES,
        PORT_2525_IS_SILENT,
        PORT_465_REFUSES,
        PORT_465_IS_SILENT
    }

    private final Map<Trouble, Integer> now = new EnumMap<>(Trouble.class);
    private final Map<Trouble, Long> over = new EnumMap<>(Trouble.class);
    private final Map<String, Integer> limits = new HashMap<>();

    void begin(Trouble trouble) {
        now.merge(trouble, 1, Integer::sum);
    }

    void end(Trouble trouble, long at) {
        now.merge(trouble, -1, Integer::sum);
        over.put(trouble, at);
    }

    boolean is(Trouble trouble) {
        return now.getOrDefault(trouble, 0) > 0;
    }

    /** Whether nothing lasts any more. */
    boolean isCalm() {
        return now.values().stream().allMatch(count -> count == 0);
    }

    /** When the last of what ended did so. */
    OptionalLong calmSince() {
        return over.values().stream().mapToLong(Long::longValue).max();
    }

    /** Octets of a record that a topic takes, where it takes less than others. */
    void limit(String topic, int octets) {
        limits.put(topic, octets);
    }

    boolean isTooLarge(String topic, int octets) {
        return octets > limits.getOrDefault(topic, Integer.MAX_VALUE);
    }
}
