package dev.waypost.simulation;

/**
 * One run of one process, from start to crash or stop. What it had scheduled dies with it; while it
 * is stalled (a long garbage collection, a frozen virtual machine) nothing of it happens.
 */
final class Life {

    final String name;
    private boolean over;

    /** How often a mail of it found a shut door since then: the judge's books. */
    int turnedAway;

    long turnedAwaySince;
    private long stalledUntil;

    Life(String name) {
        this.name = name;
    }

    void end() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    void stallUntil(long nanos) {
        stalledUntil = Math.max(stalledUntil, nanos);
    }

    long stalledUntil() {
        return stalledUntil;
    }

    @Override
    public String toString() {
        return name;
    }
}
