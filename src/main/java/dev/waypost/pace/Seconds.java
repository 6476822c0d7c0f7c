package dev.waypost.pace;

/** Between the nanoseconds that clocks count and the seconds that rates are about. */
final class Seconds {

    private static final double NANOS = 1e9;

    private Seconds() {}

    /** What the difference of two readings of {@code System.nanoTime} is in seconds. */
    static double of(long nanos) {
        return nanos / NANOS;
    }

    /** So many seconds in nanoseconds. */
    static long nanos(double seconds) {
        return (long) (seconds * NANOS);
    }
}
