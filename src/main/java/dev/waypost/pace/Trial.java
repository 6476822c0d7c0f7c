package dev.waypost.pace;

import java.util.random.RandomGenerator;

/**
 * When less than a distance that is enough is tried, and how much less: after half a dozen mails at
 * first, then after more each time that less would not do; a twentieth less, then twice as much as
 * long as it does. Not thread-safe.
 */
final class Trial {

    private static final int FIRST_MAILS = 6;
    private static final int SECOND_MAILS = 60;

    /** So often is that doubled: a limit that has risen is not to be missed for long. */
    private static final int DOUBLED = 1;

    private static final double LONGEST_SECONDS = 600;

    /** So much earlier or later: several pods do not try at the same moment. */
    private static final double SPREAD = 0.3;

    private static final double FIRST_STEP = 0.04;
    private static final double MOST_STEP = 0.5;

    /** What was enough for fewer mails than this was what the relay's bucket had in store. */
    private static final int STORE = 12;

    private final RandomGenerator random;
    private int hold;
    private int held;
    private int doubled = -1;
    private double step;

    /** What was enough before, and mails since less was. */
    private double before;

    private int mailsSince = STORE;

    Trial(RandomGenerator random) {
        this.random = random;
        this.hold = spread(FIRST_MAILS);
    }

    /** Another distance is enough: it is held first. */
    void holdAnew() {
        held = 0;
        step = 0;
    }

    /** A mail was taken at the distance that is held. */
    void mail() {
        held++;
        mailsSince++;
    }

    /** Begins where it is time. */
    void beginAfterHold(double enough) {
        if (step == 0 && held >= hold) {
            step = FIRST_STEP;
            before = enough;
        }
    }

    boolean isOn() {
        return step > 0;
    }

    /** What is tried instead of this. */
    double less(double enough) {
        return enough * (1 - step);
    }

    /** Less was enough. */
    void succeeded() {
        step = Math.min(MOST_STEP, 2 * step);
        mailsSince = 0;
    }

    /** Less would not do: this is held, for longer; of mails that far apart ten minutes at most. */
    void failed(double enough) {
        doubled = Math.min(DOUBLED, doubled + 1);
        double most = Math.max(SECOND_MAILS, LONGEST_SECONDS / enough);
        hold = spread(Math.min(most, SECOND_MAILS << doubled));
        holdAnew();
    }

    /** Whether this was enough for a few mails alone, and more than this was before. */
    boolean wasStore(double refused) {
        return mailsSince < STORE && refused < before;
    }

    double before() {
        return before;
    }

    private int spread(double about) {
        return (int) (about * random.nextDouble(1 - SPREAD, 1 + SPREAD));
    }
}
