package dev.waypost.ops.doctor;

import java.time.Duration;

/** When an examination is over, whatever is still silent. Immutable. */
final class Deadline {

    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** One millisecond at least. */
    Duration left() {
        return Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
    }

    /** The time, or what is left where that is less. */
    Duration within(Duration time) {
        Duration left = left();
        return left.compareTo(time) < 0 ? left : time;
    }
}
