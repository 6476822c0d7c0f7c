package dev.waypost.commit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reports of which a test says whether they are written; they are, where it says nothing. */
final class ToldReports implements Reports {

    private final Set<InFlight> unwritten = new HashSet<>();
    private final List<String> unproven = new ArrayList<>();
    private boolean writable = true;

    void nothingIsWrittenOf(InFlight record) {
        unwritten.add(record);
    }

    void allIsWrittenOf(InFlight record) {
        unwritten.remove(record);
    }

    /** The steps at which something was missing. */
    List<String> unproven() {
        return unproven;
    }

    void cannotBeWritten() {
        writable = false;
    }

    @Override
    public boolean areWritable() {
        return writable;
    }

    @Override
    public boolean hasResult(InFlight record) {
        return settle(record);
    }

    @Override
    public boolean settle(InFlight record) {
        return !unwritten.contains(record);
    }

    @Override
    public void unproven(InFlight record, String step) {
        unproven.add(step);
    }
}
