package dev.waypost.commit;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The books of one partition: which offsets are in flight, done, or given back, and the low
 * watermark before which all is done. Offsets may have gaps (compaction, transaction markers), may
 * finish in any order, and may be read again after a rewind. Guarded by the monitor of the ledger;
 * any thread.
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

    private int inFlight;
    private int givenBack;

    /**
     * Takes the record at {@code offset} into the books.
     *
     * @return false where it is in flight or done already: it was read again after a rewind
     */
    synchronized boolean admit(long offset) {
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
