package dev.waypost.smtp.pool;

import dev.waypost.lane.Lane;
import dev.waypost.lane.Turns;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A semaphore whose next permit is the higher lane's that waits, and within a lane who waits
 * longest; each lane that waits has its share. May be in debt. Any thread.
 */
final class Permits {

    private final ReentrantLock lock = new ReentrantLock();
    private final Turns<Condition> turns;
    private int free;
    private int waiting;

    /**
     * @param leastShare part of the turns that each lane gets at least while it waits
     */
    Permits(int count, double leastShare) {
        this.free = count;
        this.turns = new Turns<>(leastShare);
    }

    /** Takes a permit if one is free, whoever waits. */
    boolean takeNow() {
        lock.lock();
        try {
            boolean taken = free > 0;
            free -= taken ? 1 : 0;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a permit when its turn has come.
     *
     * @return false where it did not come in so many nanoseconds
     */
    boolean take(Lane lane, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (waiting == 0 && free > 0) {
                free--;
                return true;
            }
            return await(lane, nanos);
        } finally {
            lock.unlock();
        }
    }

    private boolean await(Lane lane, long nanos) throws InterruptedException {
        Condition self = lock.newCondition();
        turns.add(lane, self);
        waiting++;
        boolean served = false;
        try {
            long left = nanos;
            while (free <= 0 || turns.next() != self) {
                if (left <= 0) {
                    return false;
                }
                left = self.awaitNanos(left);
            }
            turns.served();
            served = true;
            free--;
            return true;
        } finally {
            waiting--;
            if (!served) {
                turns.remove(lane, self);
            }
            callNext();
        }
    }

    /** Gives so many back; of a negative number, takes them away as soon as they are free. */
    void add(int count) {
        lock.lock();
        try {
            free += count;
            callNext();
        } finally {
            lock.unlock();
        }
    }

    private void callNext() {
        Condition next = free > 0 ? turns.next() : null;
        if (next != null) {
            next.signal();
        }
    }

    /** How many wait for one. */
    int waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    /** How many are free; negative in debt. */
    int available() {
        lock.lock();
        try {
            return free;
        } finally {
            lock.unlock();
        }
    }
}
