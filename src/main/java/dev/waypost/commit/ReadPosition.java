package dev.waypost.commit;

/**
 * Where a partition is read: offsets rise from poll to poll, but for where the consumer was sent
 * back to. On the polling thread.
 */
final class ReadPosition {

    private boolean ofNewLog;

    /** What the present poll may bring begins here. */
    private long pollFrom;

    /** One past the last offset that was offered: where the consumer reads on. */
    private long readTo;

    /** Where it was told to read instead, from the next poll on; -1 where it was not. */
    private long soughtTo = -1;

    /** Whether all that is offered comes again, after a seek that is still to come. */
    private boolean outdated;

    /** A poll came back: what is offered from now on was read by it. */
    void polled() {
        if (soughtTo >= 0) {
            readTo = soughtTo;
            soughtTo = -1;
            outdated = false;
        }
        pollFrom = readTo;
    }

    /** The consumer was told to read from here at the next poll. */
    void sought(long offset) {
        soughtTo = offset;
    }

    /** Nothing counts before the consumer was told where to read. */
    void awaitSeek() {
        outdated = true;
    }

    boolean awaitsSeek() {
        return outdated;
    }

    void offered(long offset) {
        readTo = Math.max(readTo, offset + 1);
    }

    long readTo() {
        return readTo;
    }

    /** Whether {@code target} was read when {@code offset} is offered, or is gone from the log. */
    boolean comesTo(long target, long offset) {
        long from = soughtTo >= 0 && offset < readTo ? soughtTo : readTo;
        return from <= target && target <= offset;
    }

    /** Whether the log went back by itself: it was cut or made anew. */
    boolean isBehind(long offset) {
        return offset < pollFrom && (soughtTo < 0 || offset < soughtTo);
    }

    /** The log was seen to begin anew. */
    void beganAnew() {
        ofNewLog = true;
    }

    /**
     * Whether a new id is that of the log that was seen to begin anew; once, the next is another.
     */
    boolean explainsNewId() {
        boolean explains = ofNewLog;
        ofNewLog = false;
        return explains;
    }
}
