package dev.waypost.pace;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * How fast a relay account takes mails, found from its replies alone. A limit of several mails a
 * second is a rate ({@link SteadyRate}); one of a mail or two or fewer, whose bucket has room for
 * one, is found as the distance from one mail to the next ({@link SpacedFlow}), and pods tell each
 * other of each mail that was taken. Not thread-safe.
 */
final class LearnedRate {

    /** A relay with no more room is looked at again so often; its replies call, too. */
    private static final long LOOK_AGAIN_NANOS = 100_000_000;

    /** A relay whose bucket has held more is not slow, or not yet known to be. */
    private static final int FEW = 2;

    /**
     * What has slowed down to this, in all pods, may be one that is; for fewer mails nobody knows.
     */
    private static final double SLOW = 1.5;

    private static final double SLOWEST = 0.35;

    /** An account of which all pods took more is not slow, whatever one of them thinks. */
    private static final double TOO_FAST = 2.5;

    /** One of which they took fewer is slow, however near two mails were once. */
    private static final double NOT_SLOW = 2.2;

    /** So many usual distances without a mail, and what was taken came in a burst. */
    private static final double BURST = 3;

    private static final Duration LOOK_BACK = Duration.ofSeconds(10);

    /** A faster pod tells nothing: nobody is slow beside it. */
    private static final double WORTH_TELLING = 50;

    /** A relay that counts otherwise is taken for one that does, and a fast one is told of. */
    private static final long OTHERWISE_NANOS = 600_000_000_000L;

    private static final long FAST_NANOS = 10_000_000_000L;

    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final String pod;
    private final SlowStart slowStart = new SlowStart();
    private final SteadyRate steady;
    private final RecentCount recent = new RecentCount(LOOK_BACK);
    private final PodTurns pods = new PodTurns();
    private final long begunAt;

    /** Where the limit is a slow one; else null. */
    private SpacedFlow slow;

    private long ownTaken;
    private boolean refused;
    private long takenAt;

    /** When a slow limit may be looked for; before, it was found to be none. */
    private long slowFrom;

    private long fastUntil;

    /** When a mail was the first that was one too many. */
    private long limitedAt;

    /**
     * @param nanoTime as {@link System#nanoTime}
     * @param random spreads the probes of several pods, and tells them apart
     */
    LearnedRate(LongSupplier nanoTime, RandomGenerator random) {
        this.nanoTime = nanoTime;
        this.random = random;
        this.pod = Long.toHexString(random.nextLong());
        this.steady = new SteadyRate(nanoTime, random);
        begunAt = nanoTime.getAsLong();
        takenAt = begunAt;
        slowFrom = begunAt;
        fastUntil = begunAt;
    }

    /** Nanoseconds until the next mail may go; zero for now. */
    long readyIn() {
        long now = nanoTime.getAsLong();
        if (slow != null) {
            return slow.readyIn(now);
        }
        boolean full = !steady.isLimited() && !slowStart.hasRoom(now);
        return full ? LOOK_AGAIN_NANOS : steady.readyIn();
    }

    /** A mail goes now; returns its stamp, for what follows. */
    long start() {
        long now = nanoTime.getAsLong();
        slowStart.started(now);
        if (slow == null) {
            steady.start();
        } else {
            steady.passed();
            slow.started(now);
        }
        return now;
    }

    /** The relay took the mail of this stamp, or refused it for a reason of its own. */
    void accepted(long stamp) {
        long now = nanoTime.getAsLong();
        recent.add(now);
        slowStart.taken();
        ownTaken++;
        takenAt = now;
        if (slow == null) {
            steady.accepted(stamp);
            lookWhetherSlow(now);
        } else {
            steady.tookOne();
            slow.taken(stamp, now);
            lookWhetherFast(now);
        }
    }

    /** The relay said that the mail of this stamp was one too many for now. */
    void throttled(long stamp) {
        long now = nanoTime.getAsLong();
        refused = true;
        if (slow != null) {
            slow.refused(stamp, now);
            return;
        }
        if (!steady.isLimited()) {
            limitedAt = now;
        }
        steady.throttled(stamp);
        if (!lookWhetherSlow(now) && hasSlowedDown(now)) {
            beSlow(Spacing.above(Seconds.of(now - takenAt), random), now);
        }
    }

    /** The mail of this stamp is under way no more, whatever became of it. */
    void ended(long stamp) {
        slowStart.ended(nanoTime.getAsLong());
        if (slow != null) {
            slow.ended(stamp);
        }
    }

    /** This or another pod told this at this moment, as far as their clocks agree. */
    void heard(PaceWord word, long toldAt) {
        long now = nanoTime.getAsLong();
        if (word.pod().equals(pod)) {
            pods.heardOurselves(now);
            return;
        }
        long heardAt = Math.max(now - Seconds.nanos(pods.hearWithin()), toldAt);
        long at = heardAt - Seconds.nanos(word.ago());
        recent.add(now);
        takenAt = Math.max(takenAt, at);
        if (slow == null && word.isSlow() && isSlowPossible(now)) {
            beSlow(Spacing.as(word, random), now);
        }
        pods.taken(word.pod(), at);
        if (slow != null) {
            slow.heard(word, at);
            if (word.isFast()) {
                beFast(now);
            }
        }
    }

    /** Whether other pods that share the account are to hear of each mail that is taken. */
    boolean isTelling() {
        boolean isNew = ownTaken <= FEW;
        return isNew || slow != null || steady.isLimited() && steady.perSecond() < WORTH_TELLING;
    }

    /** What they are to hear. */
    PaceWord told() {
        long now = nanoTime.getAsLong();
        pods.told(now);
        if (slow != null) {
            return slow.spacing().word(pod).since(slow.since(now));
        }
        boolean fast = fastUntil - now > 0;
        return new PaceWord(pod, 0, fast ? Spacing.LEAST / 2 : 0, 0, 0);
    }

    /** Nanoseconds that a relay which took nothing is still left alone. */
    long restLeft() {
        return slow == null ? steady.restLeft() : slow.restLeft(nanoTime.getAsLong());
    }

    /** Mails a second; infinite where no limit was met. */
    double perSecond() {
        return slow == null ? steady.perSecond() : slow.perSecond(nanoTime.getAsLong());
    }

    /** Of the first few mails one was too many. */
    private boolean lookWhetherSlow(long now) {
        boolean few = refused && recent.at(now) > 0 && ownTaken <= FEW;
        if (few && steady.isLimited() && isSlowPossible(now)) {
            beSlow(Spacing.unknown(random), now);
        }
        return slow != null;
    }

    /** Mails are still taken now and then, but few: what is taken by bursts is not slow. */
    private boolean hasSlowedDown(long now) {
        double lately = perSecondOfAll(now);
        return now - limitedAt > LOOK_BACK.toNanos()
                && isSlowPossible(now)
                && lately > SLOWEST
                && lately < SLOW
                && steady.perSecond() < SLOW
                && Seconds.of(now - takenAt) < BURST / lately;
    }

    private boolean isSlowPossible(long now) {
        return now - slowFrom >= 0 && perSecondOfAll(now) < TOO_FAST;
    }

    private double perSecondOfAll(long now) {
        double seconds = Math.min(LOOK_BACK.toSeconds(), Seconds.of(now - begunAt));
        return recent.at(now) / Math.max(1, seconds);
    }

    private void lookWhetherFast(long now) {
        if (slow.spacing().isForeign()) {
            slowFrom = now + OTHERWISE_NANOS;
            slow = null;
        } else if (slow.spacing().enough() < Spacing.LEAST && perSecondOfAll(now) > NOT_SLOW) {
            fastUntil = now + FAST_NANOS;
            beFast(now);
        }
    }

    private void beSlow(Spacing spacing, long now) {
        slow = new SpacedFlow(spacing, pods, random, takenAt, now);
    }

    private void beFast(long now) {
        steady.growFrom(slow.perSecond(now));
        slow = null;
    }
}
