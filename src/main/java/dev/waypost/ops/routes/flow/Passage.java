package dev.waypost.ops.routes.flow;

import dev.waypost.ops.routes.FailureCase;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What becomes of ways that go through some steps.
 *
 * @param on those that go on behind them
 * @param stopped those that a step has ended
 * @param failed those that left with trouble
 */
record Passage(Set<Way> on, Set<Way> stopped, Set<Way> failed) {

    Passage() {
        this(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
    }

    static Passage of(Set<Way> on) {
        Passage passage = new Passage();
        passage.on.addAll(on);
        return passage;
    }

    /** Adds all that another passage came to. */
    void add(Passage other) {
        on.addAll(other.on);
        ended(other);
    }

    /** Adds what did not go on. */
    void ended(Passage other) {
        stopped.addAll(other.stopped);
        failed.addAll(other.failed);
    }

    /** All of it but what failed. */
    Passage unfailed() {
        Passage passage = of(on);
        passage.stopped.addAll(stopped);
        return passage;
    }

    /** A record that has its ending cannot fail any more, as far as it is concerned. */
    void fail(Way way, FailureCase trouble) {
        if (!way.isEnded()) {
            failed.add(way.in(trouble));
        }
    }
}
