package dev.waypost.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The relay has taken a mail for a recipient, and who knows of it since when. Only who cannot know
 * may send it again.
 */
final class Acceptance {

    /** The walk that handed it over. */
    final Walk by;

    /** Whether the dot was answered at all; otherwise nobody knows, and a second copy may go. */
    final boolean isAnswered;

    private final Map<Life, Long> known = new HashMap<>();

    /** The records of the status topic that tell of it. */
    private final List<Entry> toldIn = new ArrayList<>();

    Acceptance(Walk by, boolean isAnswered) {
        this.by = by;
        this.isAnswered = isAnswered;
    }

    /** The reply came, or the status topic told. */
    void knownTo(Life life, long since) {
        known.putIfAbsent(life, since);
    }

    /** A record of the status topic tells of it. */
    void toldIn(Entry entry) {
        toldIn.add(entry);
    }

    /** It was told, and all that told of it is deleted: who did not know it then cannot know it. */
    boolean isForgotten() {
        return !toldIn.isEmpty() && toldIn.stream().allMatch(entry -> entry.erased);
    }

    boolean wasKnownTo(Life life, long at) {
        Long since = known.get(life);
        return since != null && since <= at;
    }
}
