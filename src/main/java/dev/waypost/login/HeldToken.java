package dev.waypost.login;

import java.time.Duration;

/**
 * A token in hand, and its time. Its text says nothing of it.
 *
 * @param askedAt when it was asked for, as {@link System#nanoTime}
 * @param lifetime in nanoseconds
 * @param renewal whether it was asked for because the one before was refused
 */
record HeldToken(String value, long askedAt, long lifetime, boolean renewal) {

    /** A quarter of its life is left for a token server that is away for a while. */
    private static final double RENEWED_AFTER = 0.75;

    /** A token is of no use to who has to carry it to the relay first. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(5);

    boolean isGood(long now) {
        long margin = Math.min(ON_ITS_WAY.toNanos(), lifetime / 10);
        return now - (askedAt + lifetime - margin) < 0;
    }

    /** Whether the next one is to be asked for. */
    boolean isAging(long now) {
        return now - (askedAt + (long) (lifetime * RENEWED_AFTER)) >= 0;
    }

    Duration left(long now) {
        return Duration.ofNanos(askedAt + lifetime - now);
    }

    @Override
    public String toString() {
        return "a token";
    }
}
