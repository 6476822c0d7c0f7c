package dev.waypost.simulation;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Random numbers for one purpose. Forks are independent of how often their parent was asked, so
 * that leaving one thing out of a schedule does not change all others. SplitMix64: neighbouring
 * seeds give unrelated numbers. One thread at a time.
 */
final class Dice implements RandomGenerator {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long origin;
    private long state;

    Dice(long seed) {
        this.origin = mix(seed * GOLDEN + 1);
        this.state = origin;
    }

    /** Dice of their own, the same for the same label. */
    Dice fork(long label) {
        return new Dice(origin ^ mix(label + 0x5851F42D4C957F2DL));
    }

    @Override
    public long nextLong() {
        state += GOLDEN;
        return mix(state);
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }

    boolean chance(double share) {
        return nextDouble() < share;
    }

    /** From low to high, both included. */
    int between(int low, int high) {
        return low + (int) Math.floorMod(nextLong(), (long) high - low + 1);
    }

    /** From low to high; each order of magnitude as likely as the next. */
    long spread(long low, long high) {
        return (long) (low * Math.pow((double) high / low, nextDouble()));
    }

    <T> T one(List<T> of) {
        return of.get(between(0, of.size() - 1));
    }

    @SafeVarargs
    final <T> T one(T... of) {
        return of[between(0, of.length - 1)];
    }
}
