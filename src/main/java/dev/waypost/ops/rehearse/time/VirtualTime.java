package dev.waypost.ops.rehearse.time;

import dev.waypost.config.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The time of one life of the process. It stands still while anybody works, however long that takes
 * on this machine, and leaps where everybody only waits: a retry that is due in a minute comes at
 * once. Each look at it takes a nanosecond, so that what is later is later. Its monitor is the lock
 * of the whole rehearsal. Any thread.
 */
public final class VirtualTime extends Clock implements LongSupplier, Waiting {

    /** Leaps grow with the time in which nothing happened: hours pass in a hundred of them. */
    private static final int SHARE = 8;

    private static final long RUNNING = Long.MIN_VALUE;

    private static final long NEVER_DUE = Long.MAX_VALUE;

    /** Nothing was ever at 0. */
    private static final long BEGIN = Duration.ofDays(1).toNanos();

    /** Real time between two looks of somebody who waits for others, not for time to pass. */
    private static final long GLANCE_MILLIS = 2;

    private final Instant began;
    private final AtomicLong passed = new AtomicLong(BEGIN);

    /** Threads that wait again and again: for records, for the next beat; and until when. */
    private final Map<Thread, Long> regulars = new HashMap<>();

    /** Who waits for a turn just once, and until when. */
    private final Map<Object, Long> turns = new HashMap<>();

    private long lastEffect;
    private boolean over;

    public VirtualTime(Instant began) {
        this.began = began;
        this.lastEffect = getAsLong();
    }

    @Override
    public long getAsLong() {
        return passed.incrementAndGet();
    }

    @Override
    public Instant instant() {
        return began.plusNanos(getAsLong() - BEGIN);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void pause(long nanos) {
        awaitUntil(nanos, () -> false);
    }

    /** The thread waits again and again, and not now. */
    public synchronized void isRunning(Thread thread) {
        regulars.put(thread, RUNNING);
    }

    /** Waits so long at most; the condition is looked at whenever anything has happened. */
    public synchronized void awaitUntil(long nanos, BooleanSupplier condition) {
        long until = getAsLong() + nanos;
        regulars.put(Thread.currentThread(), until);
        notifyAll();
        try {
            while (!over && !condition.getAsBoolean() && until - getAsLong() > 0) {
                wait(1 + Math.min(20, (until - getAsLong()) / 1_000_000));
            }
            if (over) {
                wait(5); // A dead process is not to be busy.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            regulars.put(Thread.currentThread(), RUNNING);
        }
    }

    /**
     * Waits a moment of real time for something to happen: no time has to pass for this thread, and
     * it keeps none from passing.
     */
    public synchronized void glance(BooleanSupplier condition) {
        regulars.put(Thread.currentThread(), NEVER_DUE);
        notifyAll();
        try {
            if (!condition.getAsBoolean()) {
                wait(GLANCE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            regulars.put(Thread.currentThread(), RUNNING);
        }
    }

    @Override
    public void await(Condition signal, long nanos) throws InterruptedException {
        long until = getAsLong() + nanos;
        Object turn = new Object();
        synchronized (this) {
            turns.put(turn, until);
        }
        try {
            while (!isOver() && until - getAsLong() > 0) {
                if (signal.awaitNanos(1_000_000) > 0) {
                    return;
                }
            }
        } finally {
            synchronized (this) {
                turns.remove(turn);
            }
        }
    }

    /** Whether somebody waits for a turn. */
    public synchronized boolean isTurnAwaited() {
        return !turns.isEmpty();
    }

    /** Whether all who wait are waiting, and none of them is due. */
    public synchronized boolean isIdle() {
        regulars.keySet().removeIf(thread -> !thread.isAlive());
        long now = getAsLong();
        return regulars.values().stream().allMatch(until -> until != RUNNING && until > now)
                && turns.values().stream().allMatch(until -> until > now);
    }

    /** To the next moment that somebody waits for, or farther where nothing has happened long. */
    public synchronized void leap() {
        long now = getAsLong();
        long next = now + sinceEffect().toNanos() / SHARE;
        long first = NEVER_DUE;
        for (long until : regulars.values()) {
            first = Math.min(first, until);
        }
        for (long until : turns.values()) {
            first = Math.min(first, until);
        }
        passed.addAndGet(Math.max(0, (first == NEVER_DUE ? next : Math.max(first, next)) - now));
        notifyAll();
    }

    /** Something has changed outside of the process. */
    synchronized void effect() {
        lastEffect = getAsLong();
        notifyAll();
    }

    public synchronized Duration sinceEffect() {
        return Duration.ofNanos(getAsLong() - lastEffect);
    }

    /** Nobody waits any more. */
    synchronized void end() {
        over = true;
        notifyAll();
    }

    private synchronized boolean isOver() {
        return over;
    }
}
