package dev.waypost.simulation;

/** A promise was broken; what is thrown ends the schedule. */
final class Violation extends Error {

    /** Which promise, in one word or two: what shrinking holds on to. */
    final String promise;

    Violation(String promise, String how) {
        super(promise + ": " + how, null, false, false);
        this.promise = promise;
    }
}
