package dev.waypost.intake;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects what is wrong with one event, each complaint once, in the order found. Keeps the first
 * {@value #LISTED} and counts the rest, so that a hostile event costs little. One thread.
 */
final class Violations {

    static final int LISTED = 50;

    private final Set<Violation> listed = new LinkedHashSet<>();
    private int unlisted;

    void add(Pointer pointer, String message) {
        Violation violation = new Violation(pointer.toString(), message);
        if (listed.contains(violation)) {
            return;
        }
        if (!isFull()) {
            listed.add(violation);
        } else {
            unlisted++;
        }
    }

    /** Whether a further complaint is only counted, so that its words are not worth the search. */
    boolean isFull() {
        return listed.size() >= LISTED;
    }

    void refuseIfAny(String mailId) throws InvalidEvent {
        if (!listed.isEmpty()) {
            throw new InvalidEvent(
                    InvalidEvent.Kind.INVALID_EVENT, mailId, List.copyOf(listed), unlisted);
        }
    }
}
