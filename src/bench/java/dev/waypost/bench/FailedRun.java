package dev.waypost.bench;

/** A run that cannot be counted, and why. */
final class FailedRun extends RuntimeException {

    FailedRun(String why) {
        super(why);
    }
}
