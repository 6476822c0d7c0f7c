package dev.waypost.bench;

import java.time.Duration;

/** Whether something still goes on; it fails when nothing has for too long. */
final class Progress {

    private final Duration longest;
    private Deadline deadline;
    private long seen;

    Progress(Duration longest) {
        this.longest = longest;
        deadline = Deadline.in(longest);
    }

    /** Looks at the process, and at how far it came. */
    void look(ChildProcess process, long done) {
        process.insistOnLife();
        if (done != seen) {
            seen = done;
            deadline = Deadline.in(longest);
        } else if (deadline.isOver()) {
            throw new FailedRun(
                    "nothing went on for %d s, at %d".formatted(longest.toSeconds(), done));
        }
    }
}
