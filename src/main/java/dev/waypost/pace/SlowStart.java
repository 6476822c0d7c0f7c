package dev.waypost.pace;

/**
 * How many mails may be under way to a relay of which no limit is known: few at first, one more for
 * each eight that it took, as TCP does (RFC 5681 section 3.1). So the first throttle reply is one
 * of few, not of as many as there are connections. A relay that does not answer holds nobody up for
 * long. Not thread-safe.
 */
final class SlowStart {

    private static final int FIRST = 2;
    private static final int TAKEN_FOR_ONE_MORE = 8;
    private static final double SILENT_NANOS_FOR_ONE_MORE = 0.5e9;

    private int underWay;
    private long taken;

    /** When the relay was last heard, or had nothing to answer. */
    private long heardAt;

    /** Whether one more may go. */
    boolean hasRoom(long now) {
        double silent = underWay == 0 ? 0 : now - heardAt;
        return underWay < FIRST + taken / TAKEN_FOR_ONE_MORE + silent / SILENT_NANOS_FOR_ONE_MORE;
    }

    /** A mail goes now. */
    void started(long now) {
        if (underWay == 0) {
            heardAt = now;
        }
        underWay++;
    }

    /** The relay took one. */
    void taken() {
        taken++;
    }

    /** One is under way no more, however that ended. */
    void ended(long now) {
        underWay--;
        heardAt = now;
    }
}
