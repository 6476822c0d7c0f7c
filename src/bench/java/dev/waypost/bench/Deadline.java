package dev.waypost.bench;

import java.time.Duration;

/** How long something is waited for. */
final class Deadline {

    private final long due;

    private Deadline(long due) {
        this.due = due;
    }

    static Deadline in(Duration longest) {
        return new Deadline(System.nanoTime() + longest.toNanos());
    }

    boolean isOver() {
        return System.nanoTime() >= due;
    }

    /** Waits a while before the next look; fails with these words if there is none left. */
    void pause(Duration while_, String why) {
        if (isOver()) {
            throw new FailedRun(why);
        }
        pause(while_);
    }

    static void pause(Duration length) {
        try {
            Thread.sleep(length.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedRun("interrupted");
        }
    }
}
