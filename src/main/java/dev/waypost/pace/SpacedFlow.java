package dev.waypost.pace;

import java.util.random.RandomGenerator;

/**
 * Lets the mails of a slow account go one after the other, each a {@link Spacing} after the last
 * one that was taken, whichever pod's it was. The pods take turns, the one first that has waited
 * longest; who is not next waits a little longer, for the next one may have no mail. Not
 * thread-safe.
 */
final class SpacedFlow {

    /** The reply to a mail comes later than the relay counted it, but not by more of a distance. */
    private static final double LATE_REPLY = 0.1;

    /** What went so much later than it could have says little of what would have been enough. */
    private static final double ON_TIME = 1.1;

    private static final double LATEST_SECONDS = 1;

    /** So many refusals in a row are more than finding the distance costs. */
    private static final int MANY = 6;

    private final Spacing spacing;
    private final PodTurns pods;
    private final RandomGenerator random;

    /** When the last mail of anyone was taken. */
    private long takenAt;

    /** When the last one of ours was, or we came. */
    private long ownTakenAt;

    /** The mail whose reply will tell something; what it was to wait for, and what it waited. */
    private long stamp;

    private boolean underWay;
    private double planned;
    private double waited;

    /** Whether no other pod's mail was taken since it went. */
    private boolean isKnown;

    /** It was one too many, unless another pod's was taken just before. */
    private boolean inQuestion;

    private long refusedAt;

    /** Nobody has heard of us yet. */
    private boolean isNew = true;

    /** So that of several new ones not all try at once. */
    private boolean sitsOut;

    SpacedFlow(Spacing spacing, PodTurns pods, RandomGenerator random, long takenAt, long now) {
        this.spacing = spacing;
        this.pods = pods;
        this.random = random;
        this.takenAt = takenAt;
        this.ownTakenAt = now;
    }

    /** Nanoseconds until the next mail may go; zero for now. */
    long readyIn(long now) {
        decide(now);
        int before = before(now);
        double seconds = seconds(before);
        long after = underWay ? stamp : takenAt;
        long at = after + Seconds.nanos(seconds + before * pods.hearWithin());
        if (inQuestion) {
            at = Math.max(at, refusedAt + Seconds.nanos(pods.hearWithin()));
        }
        return Math.max(0, at - now);
    }

    /** A new one takes what margin there is, or never has a turn: nobody knows of it. */
    private double seconds(int before) {
        if (before > 0) {
            return spacing.steady();
        }
        boolean unheard = isNew && pods.isShared();
        return unheard ? Math.min(spacing.next(), spacing.enough()) : spacing.next();
    }

    /** So many others may go first. */
    private int before(long now) {
        int others = pods.others(now, spacing.steady());
        if (others == 0 || spacing.isDoubting()) {
            return 0;
        }
        boolean hadItsTurn = inQuestion || spacing.refusedInARow() > 0 || sitsOut;
        return hadItsTurn ? others : pods.before(ownTakenAt);
    }

    /** A mail goes now; this is its stamp. */
    void started(long now) {
        decide(now);
        planned = seconds(before(now));
        waited = Seconds.of(now - (underWay ? stamp : takenAt));
        stamp = now;
        underWay = true;
        isKnown = true;
    }

    /** The mail of this stamp was taken. */
    void taken(long itsStamp, long now) {
        ownTakenAt = now;
        isNew = false;
        sitsOut = false;
        if (!underWay || itsStamp != stamp) {
            takenAt = Math.max(takenAt, now);
            isKnown = false;
            return;
        }
        underWay = false;
        takenAt = Math.min(now, stamp + Seconds.nanos(planned * LATE_REPLY));
        if (!isKnown) {
            return;
        }
        if (waited <= planned * ON_TIME) {
            spacing.taken(waited);
        } else if (spacing.refusedInARow() > 0) {
            spacing.taken(Math.min(waited, planned * 2 + LATEST_SECONDS));
        }
    }

    /** The mail of this stamp was one too many. */
    void refused(long itsStamp, long now) {
        if (!underWay || itsStamp != stamp) {
            return; // Mails that were under way together are one piece of news.
        }
        underWay = false;
        inQuestion = isKnown;
        refusedAt = now;
        if (pods.others(now, spacing.steady()) == 0) {
            decide(now + Seconds.nanos(pods.hearWithin()));
        }
    }

    /** A mail is under way no more: nobody knows what the relay made of it. */
    void ended(long itsStamp) {
        if (underWay && itsStamp == stamp) {
            underWay = false;
            takenAt = stamp;
        }
    }

    /** Another pod's mail was taken at this moment; the turns know of it already. */
    void heard(PaceWord word, long at) {
        if (at - takenAt <= 0) {
            return;
        }
        if (inQuestion && at - refusedAt > Seconds.nanos(pods.hearWithin() / 2)) {
            decide(refusedAt + Seconds.nanos(pods.hearWithin()));
        }
        inQuestion = false;
        double since = Seconds.of(at - takenAt);
        takenAt = at;
        isKnown = false;
        spacing.heard(word, since);
        sitsOut = isNew && random.nextBoolean();
    }

    /** Nobody was heard who had a mail taken instead. */
    private void decide(long now) {
        if (inQuestion && now - refusedAt - Seconds.nanos(pods.hearWithin()) >= 0) {
            inQuestion = false;
            spacing.refused(waited);
        }
    }

    /** Nanoseconds that a relay which took nothing several times is still left alone. */
    long restLeft(long now) {
        return spacing.refusedInARow() >= MANY ? readyIn(now) : 0;
    }

    /** Mails a second of ours. */
    double perSecond(long now) {
        double seconds = spacing.steady();
        return 1 / seconds / (1 + pods.others(now, seconds));
    }

    /** How long ago the last one was taken, of anyone's. */
    double since(long now) {
        return Seconds.of(now - takenAt);
    }

    Spacing spacing() {
        return spacing;
    }
}
