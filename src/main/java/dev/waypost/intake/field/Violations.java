package dev.waypost.intake.field;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects what is wrong with one event, each complaint once, in the order found. Keeps the first
 * {@value #LISTED} and counts the rest, so that a hostile event costs little. One thread.
 */
public final class Violations {

    static final int LISTED = 50;

    private final Set<Violation> listed = new LinkedHashSet<>();
    private int unlisted;

    public void add(Pointer pointer, String message) {
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
    public boolean isFull() {
        return listed.size() >= LISTED;
    }

    /** The first {@value #LISTED}, in the order found. */
    public List<Violation> listed() {
        return List.copyOf(listed);
    }

    /** How many more there are. */
    public int unlisted() {
        return unlisted;
    }
}
