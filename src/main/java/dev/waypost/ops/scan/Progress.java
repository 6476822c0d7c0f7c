package dev.waypost.ops.scan;

/** Hears how far a reading is, a few times a second at most. Called by the thread that reads. */
@FunctionalInterface
public interface Progress {

    /** Tells nobody. */
    Progress NONE = (what, done, total) -> {};

    /**
     * @param what is read, in words for a person
     * @param done records, or offsets without one, that were passed
     * @param total of them; what is written meanwhile does not count
     */
    void at(String what, long done, long total);
}
