package dev.waypost.pace;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The rate that a relay account was seen to take, found from its replies alone. Unlimited until the
 * first throttle reply; then just below what was taken, held for a long stretch, and raised
 * carefully to see whether the limit has moved. A limit that stands is found again at the price of
 * about one throttle reply in a hundred mails, also where several pods share one account and none
 * knows of the others: each gives way when it is told to, the faster one more often. Mails per
 * second; not thread-safe.
 *
 * <p>The figures are the outcome of a simulation against token buckets of 0.2 to 60 seconds, at 0.5
 * to 100 mails a second, with one and three pods, 2 and 50 ms away ({@code LearnedRateTest}).
 */
final class LearnedRate {

    private static final double SECOND = 1e9;

    /** An hourly quota that is used up is asked about so often, not more rarely. */
    private static final double SLOWEST = 1.0 / 60;

    /** What a first estimate stays below the estimate. */
    private static final double CAUTION = 0.97;

    /** Smallest and largest cut after one throttle reply; the truth is mostly in between. */
    private static final double FINEST_CUT = 0.97;

    private static final double COARSEST_CUT = 0.9;

    /** A cut where the relay refuses every other mail or more, again and again. */
    private static final double HALF = 0.5;

    private static final int FEW = 1;
    private static final int AGAIN = 3;

    /** Turns that are left out after a cut, so that the relay's bucket is not found empty. */
    private static final int LEFT_OUT = 4;

    /** Until the limit is probed again: mails and seconds, whichever is longer. */
    private static final double HOLD_MAILS = 200;

    private static final double HOLD_SECONDS = 10;
    private static final double LONGEST_HOLD_SECONDS = 600;

    /** While the plateau is a guess: part of the full hold, doubled each time it is confirmed. */
    private static final double LEAST_TRUST = 0.25;

    private static final double LONGEST_GUESS_SECONDS = 20;

    /** Two plateaus that differ by less are the same one. */
    private static final double NEAR = 1.2;

    /** Growth while probing, per second: begins so, doubles each second, ends at the most. */
    private static final double FIRST_GROWTH = 0.02;

    private static final double MOST_GROWTH = 0.35;

    /** Mails that may go at once after a pause, in seconds of the rate. */
    private static final double BURST_SECONDS = 0.25;

    private static final double UNLIMITED = Double.POSITIVE_INFINITY;

    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final RecentCount recent = new RecentCount(Duration.ofSeconds(1));

    private double rate = UNLIMITED;

    /** What was taken for a whole hold. */
    private double plateau = UNLIMITED;

    private double trust = LEAST_TRUST;

    /** When the next mail may go. */
    private long nextAt;

    /** A reply to a mail that went before this says nothing about the rate of now. */
    private long changedAt;

    private long acceptedSinceChange;
    private int fewInARow;

    private long probeFrom;
    private long grownAt;
    private long acceptedInProbe;

    /**
     * @param nanoTime as {@link System#nanoTime}
     * @param random spreads the probes of several pods
     */
    LearnedRate(LongSupplier nanoTime, RandomGenerator random) {
        this.nanoTime = nanoTime;
        this.random = random;
        this.changedAt = nanoTime.getAsLong();
    }

    /** Nanoseconds until the next mail may go; zero for now. */
    long readyIn() {
        if (!isLimited()) {
            return 0;
        }
        long now = nanoTime.getAsLong();
        grow(now);
        return Math.max(0, nextAt - now);
    }

    /**
     * A mail goes now.
     *
     * @return its stamp, for {@link #accepted} or {@link #throttled}
     */
    long start() {
        long now = nanoTime.getAsLong();
        if (isLimited()) {
            long burst = (long) (Math.max(0, BURST_SECONDS - 1 / rate) * SECOND);
            nextAt = Math.max(nextAt, now - burst) + turn();
        }
        return now;
    }

    /** The relay took the mail of this stamp, or refused it for a reason of its own. */
    void accepted(long stamp) {
        long now = nanoTime.getAsLong();
        recent.add(now);
        if (stamp >= changedAt) {
            acceptedSinceChange++;
        }
        if (isProbing(now)) {
            acceptedInProbe++;
        }
    }

    /** The relay said that the mail of this stamp was one too many for now. */
    void throttled(long stamp) {
        if (stamp < changedAt) {
            return; // Mails that were under way together are one piece of news.
        }
        long now = nanoTime.getAsLong();
        double before = plateau;
        if (!isLimited()) {
            rate = Math.max(1, recent.at(now)) * CAUTION;
        } else if (isProbing(now)) {
            // The relay's bucket, a second deep as a rule, was filled before and is empty now.
            double taken = acceptedInProbe / ((now - probeFrom) / SECOND + 1) * CAUTION;
            rate = Math.max(plateau, Math.min(taken, rate));
        } else {
            rate *= cut();
        }
        rate = Math.max(SLOWEST, rate);
        boolean confirmed = rate < before * NEAR && rate > before / NEAR;
        trust = confirmed ? Math.min(1, trust * 2) : LEAST_TRUST;
        plateau = rate;
        changedAt = now;
        acceptedSinceChange = 0;
        nextAt = now + LEFT_OUT * turn();
        probeAfter(now, hold());
    }

    /** Mails a second; infinite where no limit was met. */
    double perSecond() {
        return rate;
    }

    /** With an empty bucket, the relay takes {@code a} of {@code a + 1} mails: so much too fast. */
    private double cut() {
        fewInARow = acceptedSinceChange <= FEW ? fewInARow + 1 : 0;
        double taken = acceptedSinceChange / (acceptedSinceChange + 1.0);
        double coarsest = fewInARow >= AGAIN ? HALF : COARSEST_CUT;
        return Math.max(coarsest, Math.min(FINEST_CUT, taken));
    }

    private double hold() {
        double full = Math.max(HOLD_SECONDS * trust, HOLD_MAILS * trust / rate);
        double longest = trust < 1 ? LONGEST_GUESS_SECONDS : LONGEST_HOLD_SECONDS;
        return Math.min(longest, full) * random.nextDouble(0.85, 1.15);
    }

    private void probeAfter(long now, double seconds) {
        probeFrom = now + (long) (seconds * SECOND);
        grownAt = probeFrom;
        acceptedInProbe = 0;
    }

    private boolean isLimited() {
        return rate != UNLIMITED;
    }

    private boolean isProbing(long now) {
        return now - probeFrom >= 0 && isLimited();
    }

    private void grow(long now) {
        if (!isProbing(now)) {
            return;
        }
        double since = (now - grownAt) / SECOND;
        if (since > 1 + 2 / rate) {
            probeAfter(now, 0); // Nobody asked for a while: what was not tried proves nothing.
            return;
        }
        double growth = FIRST_GROWTH * Math.pow(2, (grownAt - probeFrom) / SECOND);
        rate *= Math.exp(Math.min(MOST_GROWTH, growth) * since);
        grownAt = now;
    }

    private long turn() {
        return (long) (SECOND / rate);
    }
}
