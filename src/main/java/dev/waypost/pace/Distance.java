package dev.waypost.pace;

/**
 * What is known of how far apart mails must be, the same in all pods: the longest distance that was
 * too short of late, and the shortest that was enough. Seconds; not thread-safe.
 */
final class Distance {

    /** Two distances that differ by less are the same one; the network differs more. */
    private static final double PRECISION = 1.05;

    /** Such a difference may be the network's. */
    private static final double LITTLE = 1.3;

    /** What is held is longer than what was seen to be enough by this. */
    private static final double MARGIN = 1.02;

    /** The next try lies so far from what was too short, of the way to what was enough. */
    private static final double TOWARDS_ENOUGH = 0.75;

    /** Zero for none. */
    private double tooShort;

    private double enough = Double.POSITIVE_INFINITY;

    /** What was enough once; zero for nothing. */
    private double once;

    /** It has changed so often, in all pods: the latest word is right. */
    private int revision;

    /** Whether any was enough yet. */
    boolean isKnown() {
        return enough < Double.POSITIVE_INFINITY;
    }

    /** Whether what is enough is not much more than what is too short. */
    boolean isFound() {
        return enough <= tooShort * PRECISION;
    }

    double tooShort() {
        return tooShort;
    }

    double enough() {
        return enough;
    }

    double held() {
        return enough * MARGIN;
    }

    /** What may be enough, and is less than what was. */
    double between() {
        return tooShort == 0 ? enough / 2 : tooShort * Math.pow(enough / tooShort, TOWARDS_ENOUGH);
    }

    /** This was too short. */
    void isMoreThan(double seconds) {
        once = 0;
        if (seconds > tooShort || seconds < enough) {
            tooShort = seconds;
            revision++;
        }
    }

    /**
     * This is enough, and is less than what was; where it is about little, once may be luck.
     *
     * @return whether it is believed
     */
    boolean isEnough(double seconds, boolean little) {
        if (once == 0 && (little || enough < tooShort * LITTLE)) {
            once = seconds;
            return false;
        }
        is(Math.min(tooShort, Math.max(seconds, once) / PRECISION), Math.max(seconds, once));
        return true;
    }

    /** What was held is not enough: it lies between these. */
    void is(double newTooShort, double newEnough) {
        tooShort = newTooShort;
        enough = newEnough;
        once = 0;
        revision++;
    }

    /** It is found to be this. */
    void is(double newEnough) {
        is(newEnough / PRECISION, newEnough);
    }

    /** It is so many times as long. */
    void stretch(double factor) {
        enough *= factor;
        revision++;
    }

    /** Whether another pod knows better. */
    boolean isOlderThan(PaceWord word) {
        boolean newer =
                word.revision() > revision || word.revision() == revision && word.enough() > enough;
        return word.isSlow() && (newer || !isKnown());
    }

    /** Believes another pod. */
    void believe(PaceWord word) {
        tooShort = word.tooShort();
        enough = word.enough();
        revision = word.revision();
        once = 0;
    }

    /** What other pods are to know. */
    PaceWord word(String pod) {
        return isKnown()
                ? new PaceWord(pod, tooShort, enough, revision, 0)
                : PaceWord.ofNothingKnown(pod);
    }
}
