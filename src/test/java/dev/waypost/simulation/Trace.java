package dev.waypost.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What happened, line by line, and a checksum of it. Lines are kept only where somebody wants to
 * read them; the checksum tells whether a replay is the same.
 */
final class Trace {

    private final Scheduler scheduler;
    private final boolean kept;
    private final List<String> lines = new ArrayList<>();
    private long checksum = 1;
    private long said;

    Trace(Scheduler scheduler, boolean kept) {
        this.scheduler = scheduler;
        this.kept = kept;
    }

    /**
     * @param figure what goes into the checksum besides the moment
     */
    void say(Object who, long figure, Supplier<String> what) {
        said++;
        checksum = (checksum * 31 + scheduler.now()) * 31 + figure;
        if (kept) {
            lines.add(String.format("%11.3f s  %-8s %s", scheduler.now() / 1e9, who, what.get()));
        }
    }

    List<String> lines() {
        return lines;
    }

    /** How many lines that were, kept or not. */
    long said() {
        return said;
    }

    long checksum() {
        return checksum;
    }
}
