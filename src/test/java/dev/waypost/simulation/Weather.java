package dev.waypost.simulation;

import java.util.EnumMap;
import java.util.Map;

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
        LARGE_RECORDS_REFUSED,
        LOGIN_REFUSED,
        LOGIN_UNAVAILABLE,
        LOGIN_TALKS_RUBBISH,
        PORT_587_REFUSES,
        PORT_587_IS_SILENT,
        PORT_2525_REFUSES,
        PORT_2525_IS_SILENT,
        PORT_465_REFUSES,
        PORT_465_IS_SILENT
    }

    private final Map<Trouble, Integer> now = new EnumMap<>(Trouble.class);

    private int troubles;

    /** Whether nothing at all is wrong. */
    boolean isFine() {
        return troubles == 0;
    }

    void begin(Trouble trouble) {
        now.merge(trouble, 1, Integer::sum);
        troubles++;
    }

    void end(Trouble trouble) {
        now.merge(trouble, -1, Integer::sum);
        troubles--;
    }

    boolean is(Trouble trouble) {
        return troubles > 0 && now.getOrDefault(trouble, 0) > 0;
    }
}
