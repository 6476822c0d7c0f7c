package dev.waypost.commit;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Tracks the offsets of one partition: which are in flight, done, or released, and the low
 * watermark before which all is done. Offsets may have gaps (compaction, transaction markers), may
 * finish in any order, and may be read again after a rewind. A record that is released waits by
 * itself, longer each time, and holds up no other. Any thread, but for the reading.
 */
final class OffsetTracker {

    /** Offsets remembered per partition; bounds memory and what a crash reads again. */
    static final int LONGEST_SPAN = 20_000;

    private enum State {
        IN_FLIGHT,
        RELEASED,
        DONE
    }

    /** Every offset from the low watermark on that was taken; the first is never DONE. */
    private final TreeMap<Long, State> entries = new TreeMap<>();

    private final RequeueBackoff requeued;
    private final ReadPosition reading = new ReadPosition();
    private final EpochStarts epochs = new EpochStarts();
    private final LongSupplier nanoTime;
    private final int longestSpan;
    private final long openedAt;

    /** One past the highest offset taken; -1 before the first. */
    private long next = -1;

    /** The first offset that was not taken, nor any behind it; -1 where all that came was. */
    private long unread = -1;

    private long unreadUntil;

    OffsetTracker(LongSupplier nanoTime) {
        this(nanoTime, LONGEST_SPAN);
    }

    OffsetTracker(LongSupplier nanoTime, int longestSpan) {
        this.nanoTime = nanoTime;
        this.requeued = new RequeueBackoff(nanoTime);
        this.longestSpan = longestSpan;
        this.openedAt = nanoTime.getAsLong();
    }

    /** Monotonic nanoseconds. */
    long openedAt() {
        return openedAt;
    }

    /** How far it was read; on the polling thread. */
    ReadPosition reading() {
        return reading;
    }

    /** Who wrote what was read. */
    EpochStarts epochs() {
        return epochs;
    }

    /** Begins here, where the consumer is to be sent to. */
    synchronized void beginAt(long offset) {
        entries.put(offset, State.RELEASED);
        requeued.put(offset, 0, 0);
        reading.awaitSeek();
    }

    /**
     * The log goes on at {@code offset}: what was released and should have come before is gone from
     * it, by retention for one.
     *
     * @return how many records
     */
    synchronized int passOver(long offset) {
        if (reading.awaitsSeek() || offset <= reading.readTo()) {
            return 0;
        }
        int gone = 0;
        for (long passed : requeued.between(reading.readTo(), offset)) {
            if (entries.remove(passed, State.RELEASED)) {
                requeued.forget(passed);
                gone++;
            }
        }
        dropDone();
        return gone;
    }

    /**
     * Takes the record at {@code offset} into the account.
     *
     * @return false where it is not to be carried now: in flight or done already and read again
     *     after a rewind, in its pause, or too far ahead of the low watermark
     */
    synchronized boolean admit(long offset) {
        if (isHeld(offset) || isFull() && hold(offset, Duration.ZERO)) {
            return false;
        }
        State known = entries.get(offset);
        boolean taken =
                known == null ? offset >= next : known == State.RELEASED && requeued.isDue(offset);
        if (taken) {
            entries.put(offset, State.IN_FLIGHT);
            next = Math.max(next, offset + 1);
        }
        return taken;
    }

    /**
     * Whether the record at an offset that was read before is another one by now.
     *
     * @param epoch of the leader that wrote it; empty where the broker did not tell
     */
    synchronized boolean isReplaced(long offset, OptionalInt epoch) {
        if (offset >= next) {
            epochs.note(offset, epoch);
            return false;
        }
        OptionalInt known = epochs.at(offset);
        return known.isPresent() && epoch.isPresent() && !known.equals(epoch);
    }

    private boolean isHeld(long offset) {
        if (reading.awaitsSeek()) {
            return true;
        }
        if (unread >= 0 && reading.comesTo(unread, offset)) {
            unread = -1;
        }
        reading.offered(offset);
        return unread >= 0 && offset >= next;
    }

    /**
     * Keeps a record that was never taken, and all behind it, waiting for so long.
     *
     * @return false where it was taken before
     */
    synchronized boolean hold(long offset, Duration pause) {
        if (!isHeld(offset) && offset >= next) {
            unread = offset;
            unreadUntil = nanoTime.getAsLong() + pause.toNanos();
        }
        return offset >= next;
    }

    /** Nothing new is taken then. */
    private boolean isFull() {
        return entries.size() >= longestSpan || waitsFor().isPresent();
    }

    /** The first record that came back unproven again and again: nothing new is taken for it. */
    synchronized OptionalLong waitsFor() {
        return requeued.waitsFor();
    }

    /** Its outcome is written. Saying so twice changes nothing. */
    synchronized void done(long offset) {
        if (entries.replace(offset, State.IN_FLIGHT, State.DONE)) {
            requeued.forget(offset);
            dropDone();
        }
    }

    private void dropDone() {
        for (var first = entries.firstEntry();
                first != null && first.getValue() == State.DONE;
                first = entries.firstEntry()) {
            entries.pollFirstEntry();
        }
        epochs.forgetBefore(entries.isEmpty() ? next : entries.firstKey());
    }

    /** It goes back to Kafka, to be read again after a pause: the watermark stays before it. */
    synchronized void release(long offset) {
        putBack(offset, requeued.times(offset) + 1, requeued.nextPause(offset));
    }

    /** The same, where what should have been written was not: it must not go on like that. */
    synchronized void releaseUnproven(long offset) {
        release(offset);
        requeued.unproven(offset);
    }

    /** It was not begun with, and is to be read again as soon as may be. */
    synchronized void turnAway(long offset) {
        putBack(offset, requeued.times(offset), 0);
    }

    private void putBack(long offset, int times, long pause) {
        if (entries.replace(offset, State.IN_FLIGHT, State.RELEASED)) {
            requeued.put(offset, times, pause);
        }
    }

    /** The offset to commit: everything before it is done. Empty before the first record. */
    synchronized OptionalLong lowWatermark() {
        if (!entries.isEmpty()) {
            return OptionalLong.of(entries.firstKey());
        }
        return next < 0 ? OptionalLong.empty() : OptionalLong.of(next);
    }

    /** Where to read again: the lowest offset that may be taken now and was not. */
    synchronized OptionalLong rewindTo() {
        for (long offset : requeued.offsets()) {
            if (entries.get(offset) == State.RELEASED && requeued.isDue(offset)) {
                return OptionalLong.of(offset);
            }
        }
        boolean held = unread < 0 || isFull() || unreadUntil - nanoTime.getAsLong() > 0;
        return held ? OptionalLong.empty() : OptionalLong.of(unread);
    }

    /** Whether a poll could bring anything that may be taken now; if not, it is paused. */
    synchronized boolean isReadable() {
        return unread < 0 && !isFull() || rewindTo().isPresent();
    }

    /** Whether all that was offered is done: nothing is open, put off or still to be read. */
    synchronized boolean isAllDone() {
        return entries.isEmpty() && unread < 0 && !reading.awaitsSeek();
    }

    /** Offsets remembered from the low watermark on: what a crash now would read again. */
    synchronized int span() {
        return entries.size();
    }

    /** One past the highest offset taken; -1 before the first. */
    synchronized long next() {
        return next;
    }
}
