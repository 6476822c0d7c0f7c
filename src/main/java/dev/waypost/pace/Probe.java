package dev.waypost.pace;

import java.util.random.RandomGenerator;

/**
 * Whether the limit has moved: after a hold the rate grows, little at first, then more and more,
 * until the relay says something. The hold is the longer the more often it ended at the same rate.
 * Seconds, and mails a second; not thread-safe.
 */
final class Probe {

    /** The hold: mails and seconds, whichever is longer. */
    private static final double HOLD_MAILS = 200;

    private static final double HOLD_SECONDS = 10;
    private static final double LONGEST_HOLD_SECONDS = 600;

    /** While the rate is a guess: part of the full hold, doubled each time it is confirmed. */
    private static final double LEAST_TRUST = 0.35;

    private static final double LONGEST_GUESS_MAILS = 100;
    private static final double LONGEST_GUESS_SECONDS = 20;

    /** Two rates that differ by less are the same one. */
    private static final double NEAR = 1.2;

    /** Holds are that much longer or shorter: several pods do not probe at the same moment. */
    private static final double SPREAD = 0.3;

    /** Growth in each step of time: begins so, doubles each step, ends at the most. */
    private static final double FIRST_GROWTH = 0.04;

    private static final double MOST_GROWTH = 0.7;

    /** A step is a second, or the time of so many mails. */
    private static final double STEP_MAILS = 4;

    /** Who sent no mail for a second and two turns tried nothing out. */
    private static final double IDLE_TURNS = 2;

    private final RandomGenerator random;
    private double trust = LEAST_TRUST;
    private long from;
    private long grownAt;
    private long taken;

    Probe(RandomGenerator random) {
        this.random = random;
    }

    /**
     * The next one begins after a hold at this rate.
     *
     * @param before the rate of the hold before
     */
    void holdAt(long now, double rate, double before) {
        boolean confirmed = rate < before * NEAR && rate > before / NEAR;
        trust = confirmed ? Math.min(1, trust * 2) : LEAST_TRUST;
        double full = Math.max(HOLD_SECONDS, HOLD_MAILS / rate) * trust;
        double longest =
                trust < 1
                        ? Math.max(LONGEST_GUESS_SECONDS, LONGEST_GUESS_MAILS / rate)
                        : LONGEST_HOLD_SECONDS;
        double seconds = Math.min(longest, full) * random.nextDouble(1 - SPREAD, 1 + SPREAD);
        beginAt(now + Seconds.nanos(seconds));
    }

    /** It begins then. */
    void beginAt(long at) {
        from = at;
        grownAt = at;
        taken = 0;
    }

    boolean isOn(long now) {
        return now - from >= 0;
    }

    /** How long it has been going on. */
    double seconds(long now) {
        return Seconds.of(now - from);
    }

    /** The relay took one meanwhile. */
    void taken() {
        taken++;
    }

    /** How many it took. */
    long mails() {
        return taken;
    }

    /** What this rate, asked about again and again, has grown to since it was asked about last. */
    double grown(long now, double rate) {
        double since = Seconds.of(now - grownAt);
        if (since > 1 + IDLE_TURNS / rate) {
            beginAt(now);
            return rate;
        }
        double step = Math.max(1, STEP_MAILS / rate);
        double growth = FIRST_GROWTH * Math.pow(2, Seconds.of(grownAt - from) / step);
        grownAt = now;
        return rate * Math.exp(Math.min(MOST_GROWTH, growth) * since / step);
    }
}
