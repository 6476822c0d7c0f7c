package dev.waypost.commit;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The books of one partition: which offsets are in flight, done, or given back, and the low
 * watermark before which all is done. Offsets may have gaps (compaction, transaction markers), may
 * finish in any order, and may be read again after a rewind; that they go back without one means
 * that the log was cut or made anew. Any thread.
 */
final class OffsetLedger {

    private enum State {
        IN_FLIGHT,
        GIVEN_BACK,
        DONE
    }

    /** Every offset from the low watermark on that was read; the first is never DONE. */
    private final TreeMap<Long, State> entries = new TreeMap<>();

    /** One past the highest offset read; -1 before the first. */
    private long next = -1;

    private final long openedAt;
    private final boolean ofNewLog;
    private int inFlight;
    private int givenBack;

    /** What the present poll may bring begins here. */
    private long pollFrom;

    /** One past the last offset that was offered: where the consumer reads on. */
    private long readTo;

    /** Where it was told to read instead, from the next poll on; -1 where it was not. */
    private long soughtTo = -1;

    /** Whether all that is offered comes again, after the seek that this ledger begins with. */
    private boolean outdated;

    /**
     * @param openedAt monotonic nanoseconds
     */
    OffsetLedger(long openedAt) {
        this(openedAt, false);
    }

    private OffsetLedger(long openedAt, boolean ofNewLog) {
        this.openedAt = openedAt;
        this.ofNewLog = ofNewLog;
    }

    /** For a log that was seen to begin anew. */
    static OffsetLedger ofNewLog(long openedAt) {
        return new OffsetLedger(openedAt, true);
    }

    /** A poll came back: what is offered from now on was read by it. */
    synchronized void polled() {
        if (soughtTo >= 0) {
            readTo = soughtTo;
            soughtTo = -1;
            outdated = false;
        }
        pollFrom = readTo;
    }

    /** The consumer was told to read from here at the next poll. */
    synchronized void sought(long offset) {
        soughtTo = offset;
    }

    /** Begins with all of the log: the consumer was told so. */
    synchronized void soughtBeginning() {
        sought(0);
        outdated = true;
    }

    /** Begins here, where the consumer is to be sent to. */
    synchronized void beginAt(long offset) {
        entries.put(offset, State.GIVEN_BACK);
        givenBack++;
        outdated = true;
    }

    /** Whether the log went back by itself: its records are not those of this ledger. */
    synchronized boolean isBehind(long offset) {
        return offset < pollFrom && (soughtTo < 0 || offset < soughtTo);
    }

    /**
     * The log goes on at {@code offset}: what was given back and should have come before is gone
     * from it, by retention for one.
     *
     * @return how many records
     */
    synchronized int passOver(long offset) {
        if (givenBack == 0 || outdated || offset <= readTo) {
            return 0;
        }
        var passed = entries.subMap(readTo, offset).values();
        int before = passed.size();
        passed.removeIf(State.GIVEN_BACK::equals);
        int gone = before - passed.size();
        givenBack -= gone;
        dropDone();
        return gone;
    }

    /** One past the highest offset read; -1 before the first. */
    synchronized long next() {
        return next;
    }

    long openedAt() {
        return openedAt;
    }

    boolean isOfNewLog() {
        return ofNewLog;
    }

    /**
     * Takes the record at {@code offset} into the books.
     *
     * @return false where it is in flight or done already: it was read again after a rewind
     */
    synchronized boolean admit(long offset) {
        if (outdated) {
            return false;
        }
        readTo = Math.max(readTo, offset + 1);
        State known = entries.get(offset);
        if (known == State.IN_FLIGHT || known == State.DONE || (known == null && offset < next)) {
            return false;
        }
        if (known == State.GIVEN_BACK) {
            givenBack--;
        }
        entries.put(offset, State.IN_FLIGHT);
        inFlight++;
        next = Math.max(next, offset + 1);
        return true;
    }

    /** Its outcome is written. Saying so twice changes nothing. */
    synchronized void done(long offset) {
        if (entries.get(offset) != State.IN_FLIGHT) {
            return;
        }
        entries.put(offset, State.DONE);
        inFlight--;
        dropDone();
    }

    private void dropDone() {
        for (var first = entries.firstEntry();
                first != null && first.getValue() == State.DONE;
                first = entries.firstEntry()) {
            entries.pollFirstEntry();
        }
    }

    /** It goes back to Kafka, to be read again: the watermark stays before it. */
    synchronized void giveBack(long offset) {
        if (entries.get(offset) != State.IN_FLIGHT) {
            return;
        }
        entries.put(offset, State.GIVEN_BACK);
        inFlight--;
        givenBack++;
    }

    /** The offset to commit: everything before it is done. Empty before the first record. */
    synchronized OptionalLong lowWatermark() {
        if (!entries.isEmpty()) {
            return OptionalLong.of(entries.firstKey());
        }
        return next < 0 ? OptionalLong.empty() : OptionalLong.of(next);
    }

    /** Where to read again: the lowest offset given back. */
    synchronized OptionalLong rewindTo() {
        if (givenBack == 0) {
            return OptionalLong.empty();
        }
        for (Map.Entry<Long, State> entry : entries.entrySet()) {
            if (entry.getValue() == State.GIVEN_BACK) {
                return OptionalLong.of(entry.getKey());
            }
        }
        throw new IllegalStateException("offsets given back are missing from the ledger");
    }

    /** Records taken and not finished. */
    synchronized int inFlight() {
        return inFlight;
    }

    /** Offsets remembered from the low watermark on: what a crash now would read again. */
    synchronized int span() {
        return entries.size();
    }
}
