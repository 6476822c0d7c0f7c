package dev.waypost.pace;

import java.time.Duration;
import java.util.Arrays;

/**
 * How many of something there were within the last period, give or take a sixtieth of it; never too
 * few. Not thread-safe.
 */
final class RecentCount {

    private static final int SLOTS = 60;

    private final long slotNanos;
    private final long[] counts = new long[SLOTS + 1];
    private long slot;
    private boolean began;

    RecentCount(Duration period) {
        this.slotNanos = Math.max(1, period.toNanos() / SLOTS);
    }

    /** One more, now. */
    void add(long nanoTime) {
        add(nanoTime, nanoTime);
    }

    /** One more, at this moment of the past; of no account where it is longer ago than counts. */
    void add(long nanoTime, long now) {
        moveTo(now);
        long then = Math.floorDiv(nanoTime, slotNanos);
        if (slot - then <= SLOTS) {
            counts[index(Math.min(then, slot))]++;
        }
    }

    /** How many there were up to now. */
    long at(long nanoTime) {
        moveTo(nanoTime);
        return Arrays.stream(counts).sum();
    }

    /** Nanoseconds until the oldest of them count no more. */
    long nextChange(long nanoTime) {
        moveTo(nanoTime);
        for (long old = slot - SLOTS; old <= slot; old++) {
            if (counts[index(old)] > 0) {
                return (old + SLOTS + 1) * slotNanos - nanoTime;
            }
        }
        return 0;
    }

    private void moveTo(long nanoTime) {
        long now = Math.floorDiv(nanoTime, slotNanos);
        if (!began || now - slot > SLOTS) {
            Arrays.fill(counts, 0);
        } else {
            for (long passed = slot + 1; passed <= now; passed++) {
                counts[index(passed)] = 0;
            }
        }
        began = true;
        slot = now;
    }

    private int index(long anySlot) {
        return (int) Math.floorMod(anySlot, (long) counts.length);
    }
}
