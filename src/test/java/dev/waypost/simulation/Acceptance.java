package dev.waypost.simulation;

import java.util.HashMap;
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

    Acceptance(Walk by, boolean isAnswered) {
        this.by = by;
        this.isAnswered = isAnswered;
    }

    /** The reply came, or the status topic told. */
    void knownTo(Life life, long since) {
        known.putIfAbsent(life, since);
    }

    boolean wasKnownTo(Life life, long at) {
        Long since = known.get(life);
        return since != null && since <= at;
    }
}
