package dev.waypost.pace;

import java.util.random.RandomGenerator;

/**
 * How long after one mail the next one may go, to a relay whose bucket holds a mail or two: so slow
 * a limit has no rate that could be counted, but each reply tells whether a {@link Distance} was
 * long enough. Doubles it until a mail is taken, halves in on the least that is enough, holds that,
 * and now and then tries whether less will do. Seconds; not thread-safe.
 */
final class Spacing {

    /** What is nearer is no slow limit any more. */
    static final double LEAST = 0.35;

    private static final double LONGEST = 300;
    private static final double FIRST_GUESS = 0.15;

    /** A distance that was enough, and is not now: the next try is longer by this, then by more. */
    private static final double FIRST_GROWTH = 1.04;

    private static final double MIDDLE_GROWTH = 1.3;
    private static final double MOST_GROWTH = 2;

    /** One refusal among so many mails was an accident on the way. */
    private static final int SELDOM = 12;

    private static final double MOST_FOR_AN_ACCIDENT = 0.06;

    /** And by so much more, or the next one is not far. */
    private static final double TO_SPARE = 0.02;

    /** Nothing that is nearer is tried: two pods had met, and the relay had room. */
    private static final double NEAREST = 0.5;

    /** After so many refusals in a row it is looked whether it was a distance that was missing. */
    private static final int DOUBTFUL = 3;

    private static final int DOUBTFUL_AT_FIRST = 6;

    /** Whatever was missing, it is not there again after so short a time. */
    private static final double DOUBT_SECONDS = 2;

    private final Distance distance = new Distance();
    private final Trial trial;

    /** The last one refused, and how many were so in a row. */
    private double refused;

    private int inARow;
    private double growth;
    private int doubtful;

    /** Whether half of what was refused is tried now: it must be refused, too. */
    private boolean doubting;

    private boolean foreign;
    private int sinceAccident = SELDOM;

    private Spacing(RandomGenerator random, double refused, double growth, int doubtful) {
        this.trial = new Trial(random);
        this.refused = refused;
        this.inARow = refused > 0 ? 1 : 0;
        this.growth = growth;
        this.doubtful = doubtful;
    }

    /** Nothing is known but that of two mails at once one was too many. */
    static Spacing unknown(RandomGenerator random) {
        return new Spacing(random, FIRST_GUESS, MOST_GROWTH, DOUBTFUL_AT_FIRST);
    }

    /** This distance was too short. */
    static Spacing above(double seconds, RandomGenerator random) {
        return new Spacing(random, Math.max(FIRST_GUESS, seconds), MIDDLE_GROWTH, 1);
    }

    /** As another pod found it. */
    static Spacing as(PaceWord word, RandomGenerator random) {
        Spacing spacing = new Spacing(random, 0, FIRST_GROWTH, DOUBTFUL);
        spacing.distance.believe(word);
        return spacing;
    }

    /** So long after the last mail that was taken the next one goes. */
    double next() {
        if (inARow > 0 && isLost()) {
            return Math.min(refused * growth, refused + LONGEST);
        } else if (isDoubting()) {
            return Math.min(distance.tooShort() / 2, DOUBT_SECONDS);
        } else if (inARow == 0 && trial.isOn()) {
            return trial.less(distance.enough());
        }
        return inARow > 0 || distance.isFound() ? distance.held() : distance.between();
    }

    /** So long for whom it is not the time to try something. */
    double steady() {
        boolean known = distance.isKnown() && inARow == 0;
        return known ? Math.max(next(), distance.held()) : next();
    }

    /** A mail so long after the last one was taken. */
    void taken(double seconds) {
        count();
        if (doubting) {
            foreign = true;
        } else if (inARow > 0) {
            if (isLost()) {
                doubting = inARow >= doubtful;
                takenAtLast(seconds);
            }
            begin();
        } else if (seconds < distance.enough()) {
            nearer(seconds);
        } else if (distance.isFound()) {
            trial.beginAfterHold(distance.enough());
        }
    }

    private void nearer(double seconds) {
        if (distance.isEnough(seconds, trial.isOn()) && trial.isOn()) {
            trial.succeeded();
        }
    }

    /** What was held was an accident, or is not enough. */
    private void takenAtLast(double seconds) {
        if (distance.isKnown() && inARow == 1 && sinceAccident > SELDOM) {
            // Of a bucket that is a little deeper, one in so many mails: too near by as much.
            distance.stretch(1 + Math.min(MOST_FOR_AN_ACCIDENT, TO_SPARE + 1.0 / sinceAccident));
            sinceAccident = 0;
        } else if (seconds > refused) {
            distance.is(refused, seconds);
            trial.holdAnew();
        }
    }

    /** A mail so long after the last one that was taken was one too many. */
    void refused(double seconds) {
        refused = seconds;
        inARow++;
        if (doubting) {
            doubting = false;
        } else if (seconds < distance.enough()) {
            distance.isMoreThan(seconds);
            if (trial.isOn()) {
                trial.failed(distance.enough());
            }
        } else if (trial.wasStore(seconds)) {
            distance.is(trial.before());
            trial.failed(distance.enough());
        } else if (inARow > 1) {
            growth = Math.min(MOST_GROWTH, 1 + 2 * (growth - 1));
        }
    }

    /** Another pod had a mail taken, so long after the last one, and knows this. */
    void heard(PaceWord word, double seconds) {
        count();
        if (distance.isOlderThan(word)) {
            believe(word);
        } else if (inARow == 0 && !doubting && isTried(seconds)) {
            nearer(seconds);
        }
        if (distance.isKnown()) {
            if (inARow > 0 && isLost()) {
                takenAtLast(seconds);
            } else if (inARow > 0 && refused > distance.tooShort()) {
                distance.isMoreThan(refused);
            }
            begin();
        }
    }

    private boolean isTried(double seconds) {
        return seconds < distance.enough() && seconds >= distance.enough() * NEAREST;
    }

    private void believe(PaceWord word) {
        if (word.enough() == distance.enough()) {
            trial.failed(word.enough()); // It was theirs.
        } else {
            trial.holdAnew();
        }
        distance.believe(word);
        doubting = false;
    }

    private void count() {
        trial.mail();
        sinceAccident++;
    }

    private void begin() {
        inARow = 0;
        growth = FIRST_GROWTH;
        doubtful = DOUBTFUL;
    }

    /** What other pods are to know. */
    PaceWord word(String pod) {
        return doubting ? PaceWord.ofNothingKnown(pod) : distance.word(pod);
    }

    /** What was enough; infinite where nothing was yet. */
    double enough() {
        return distance.enough();
    }

    /** Whether a mail goes now that is to be refused. */
    boolean isDoubting() {
        return doubting && inARow == 0;
    }

    /** So many mails were refused since one was taken. */
    int refusedInARow() {
        return inARow;
    }

    /** Mails were taken where the distance said that they would not: it counts otherwise. */
    boolean isForeign() {
        return foreign;
    }

    /** What was enough was refused, or nothing was enough yet. */
    private boolean isLost() {
        return refused >= distance.enough() || !distance.isKnown();
    }
}
