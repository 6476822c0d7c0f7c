package dev.waypost.pace;

import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * A rate of several mails a second that a relay account was seen to take. Unlimited until the first
 * throttle reply; then just below what was taken, held for a long stretch, and raised carefully to
 * see whether the limit has moved. A relay that takes nothing for a while is left alone, and then
 * gets what it took in the long run. Several pods that share an account do not know of each other:
 * each gives way when it is told to, the faster one more often. Mails per second; not thread-safe.
 *
 * <p>The figures are the outcome of a simulation: token buckets of half a second to an hour, fixed
 * windows of a minute and an hour, 0.14 to 100 mails a second, one pod and three, 2 and 50 ms away
 * ({@code LearnedRateTest}).
 */
final class SteadyRate {

    private static final double UNLIMITED = Double.POSITIVE_INFINITY;
    private static final double SLOWEST = 1.0 / 60;

    /** What has grown beyond is no limit any more: a pod hands over no more. */
    private static final double FASTEST = 10_000;

    /** What an estimate stays below what was seen. */
    private static final double CAUTION = 0.97;

    /** Of a probe: the mail before it, whose room was there again, and the one that was refused. */
    private static final int UNCOUNTED = 2;

    /** Smallest and largest cut after one throttle reply; the truth is mostly in between. */
    private static final double FINEST_CUT = 0.95;

    private static final double COARSEST_CUT = 0.8;

    /**
     * Turns that are left out after a cut, so that the relay's bucket is not found empty. A bucket
     * a second deep is full after a second; where nothing was taken, others empty it.
     */
    private static final int LEFT_OUT = 4;

    private static final double FULL_AGAIN_SECONDS = 1;

    /** So many throttle replies in a row, with one mail at most taken before each, end the flow. */
    private static final int FEW = 1;

    private static final int AGAIN = 4;

    /** Then the relay is left alone, twice as long each time that it still takes nothing. */
    private static final double FIRST_REST_SECONDS = 1;

    private static final double LONGEST_REST_SECONDS = 300;

    /** Mails that may go at once after a pause, in seconds of the rate. */
    private static final double BURST_SECONDS = 0.25;

    private final LongSupplier nanoTime;
    private final Probe probe;

    private double rate = UNLIMITED;

    /** What was taken for a whole hold. */
    private double plateau = UNLIMITED;

    /** When the next mail may go. */
    private long nextAt;

    private long startedAt;

    /** A reply to a mail that went before this says nothing about the rate of now. */
    private long changedAt;

    private long takenSinceChange;
    private int fewInARow;

    private final Flow flow;

    /**
     * @param nanoTime as {@link System#nanoTime}
     * @param random spreads the probes of several pods
     */
    SteadyRate(LongSupplier nanoTime, RandomGenerator random) {
        this.nanoTime = nanoTime;
        this.probe = new Probe(random);
        this.changedAt = nanoTime.getAsLong();
        this.startedAt = changedAt;
        this.flow = new Flow(changedAt);
    }

    /** Nanoseconds until the next mail may go; zero for now. */
    long readyIn() {
        long now = nanoTime.getAsLong();
        if (!isLimited()) {
            return 0;
        }
        if (isProbing(now)) {
            rate = probe.grown(now, rate);
            if (rate > FASTEST) {
                rate = UNLIMITED;
                plateau = UNLIMITED;
            }
        }
        return Math.max(0, nextAt - now);
    }

    /** A mail goes now, which nobody asked here about. */
    void passed() {
        startedAt = nanoTime.getAsLong();
    }

    /** A mail goes now; {@link #accepted} and {@link #throttled} know it by this moment. */
    void start() {
        long now = nanoTime.getAsLong();
        if (now - Math.max(nextAt, startedAt) > Seconds.nanos(1)) {
            flow.beginAt(now);
        }
        startedAt = now;
        if (isLimited()) {
            long burst = Seconds.nanos(Math.max(0, BURST_SECONDS - 1 / rate));
            nextAt = Math.max(nextAt, now - burst) + turn();
        }
    }

    /** The relay took one that nobody asked here about. */
    void tookOne() {
        flow.taken(nanoTime.getAsLong());
    }

    /** The relay took the mail of this stamp, or refused it for a reason of its own. */
    void accepted(long stamp) {
        long now = nanoTime.getAsLong();
        flow.taken(now);
        if (stamp < changedAt) {
            return;
        }
        takenSinceChange++;
        if (isResting()) {
            resume(now);
        } else if (isProbing(now)) {
            probe.taken();
        }
    }

    /** The relay said that the mail of this stamp was one too many for now. */
    void throttled(long stamp) {
        if (stamp < changedAt) {
            return; // Mails that were under way together are one piece of news.
        }
        long now = nanoTime.getAsLong();
        boolean isAlone = takenSinceChange > 0;
        fewInARow = isLimited() && takenSinceChange <= FEW ? fewInARow + 1 : 0;
        if (isResting()) {
            double rest = FIRST_REST_SECONDS * Math.pow(2, fewInARow - AGAIN);
            nextAt = now + Seconds.nanos(Math.min(LONGEST_REST_SECONDS, rest));
            changed(now);
            return;
        }
        if (!isLimited()) {
            rate = Math.max(1, CAUTION * flow.withAFullBucket(now));
        } else if (isProbing(now)) {
            long mails = probe.mails() + UNCOUNTED;
            double seen = CAUTION * flow.withAFullBucket(now, mails, probe.seconds(now));
            rate = Math.max(plateau, Math.min(seen, rate));
        } else {
            rate *= cut();
        }
        settle(now);
        nextAt = now + leftOut(isAlone);
    }

    /** Nanoseconds that a relay which took nothing is still left alone. */
    long restLeft() {
        return isResting() ? Math.max(0, nextAt - nanoTime.getAsLong()) : 0;
    }

    /** So many mails a second are fewer than the limit allows: from now on it is tried out. */
    void growFrom(double perSecond) {
        long now = nanoTime.getAsLong();
        fewInARow = 0;
        flow.beginAt(now);
        if (!isLimited() || rate < perSecond) {
            rate = perSecond;
            plateau = rate;
            changed(now);
            probe.beginAt(now);
        }
        nextAt = now + turn();
    }

    /** Mails a second; infinite where no limit was met. */
    double perSecond() {
        return rate;
    }

    /** The relay takes mails again: as many as it took up to now, its rest included. */
    private void resume(long now) {
        fewInARow = 0;
        rate = Math.min(rate, CAUTION * flow.perSecond(now));
        settle(now);
        nextAt = now + turn();
        flow.beginAt(now);
    }

    private void settle(long now) {
        rate = Math.max(SLOWEST, rate);
        probe.holdAt(now, rate, plateau);
        plateau = rate;
        changed(now);
    }

    private void changed(long now) {
        changedAt = now;
        takenSinceChange = 0;
    }

    /** With an empty bucket, the relay takes {@code a} of {@code a + 1} mails: so much too fast. */
    private double cut() {
        double taken = takenSinceChange / (takenSinceChange + 1.0);
        return Math.max(COARSEST_CUT, Math.min(FINEST_CUT, taken));
    }

    /** Whether the relay called a mail one too many, and that was not forgotten. */
    boolean isLimited() {
        return rate != UNLIMITED;
    }

    private boolean isResting() {
        return fewInARow >= AGAIN;
    }

    private boolean isProbing(long now) {
        return isLimited() && !isResting() && probe.isOn(now);
    }

    private long leftOut(boolean isAlone) {
        long full = Seconds.nanos(FULL_AGAIN_SECONDS);
        return isAlone ? Math.min(LEFT_OUT * turn(), Math.max(turn(), full)) : LEFT_OUT * turn();
    }

    private long turn() {
        return Seconds.nanos(1 / rate);
    }
}
