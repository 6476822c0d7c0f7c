package dev.waypost.commit;

import dev.waypost.config.WaypostConfig;
import io.quarkus.runtime.configuration.MemorySize;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * How much may be in flight, by count and by bytes. One record is always let in, however large: it
 * could never be delivered otherwise. Any thread.
 */
final class Capacity {

    /**
     * A record in flight takes three to four times its bytes: as it came, as text, as a message,
     * and while it is composed. A quarter of the heap at most, then.
     */
    private static final int PART_OF_THE_HEAP = 16;

    /** Longest stay on a polling thread; a rebalance is answered only between polls. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final int concurrency;
    private final long bytes;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();

    /** Apart from {@link #freed}: a poll loop is not woken for each place, but once for many. */
    private final Condition room = lock.newCondition();

    private int inFlight;
    private long bytesInFlight;

    static Capacity of(WaypostConfig.Delivery limits) {
        return new Capacity(
                limits.concurrency(),
                limits.bytesInFlight()
                        .map(MemorySize::asLongValue)
                        .orElseGet(() -> Runtime.getRuntime().maxMemory() / PART_OF_THE_HEAP),
                PATIENCE);
    }

    /**
     * @param patience how long a polling thread waits for room; zero never blocks it
     */
    Capacity(int concurrency, long bytes, Duration patience) {
        this.concurrency = concurrency;
        this.bytes = bytes;
        this.patience = patience;
    }

    Duration patience() {
        return patience;
    }

    /** Takes a place, waiting for one if there is none. */
    boolean take(long size, Duration atMost) {
        lock.lock();
        try {
            if (!await(() -> fits(size), atMost)) {
                return false;
            }
            inFlight++;
            bytesInFlight += size;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean fits(long size) {
        return inFlight == 0 || inFlight < concurrency && bytesInFlight + size <= bytes;
    }

    /** Gives a place back. */
    void free(long size) {
        lock.lock();
        try {
            inFlight--;
            bytesInFlight -= size;
            freed.signalAll();
            if (hasRoom()) {
                room.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a quarter of the places is free: a poll is worth its while then. */
    boolean awaitRoom() {
        return await(room, this::hasRoom, patience);
    }

    private boolean hasRoom() {
        return inFlight <= concurrency - Math.max(1, concurrency / 4) && bytesInFlight < bytes;
    }

    boolean awaitEmpty(Duration atMost) {
        return await(() -> inFlight == 0, atMost);
    }

    /** Waits for something that can only become true when a place is given back. */
    boolean await(BooleanSupplier condition, Duration atMost) {
        return await(freed, condition, atMost);
    }

    private boolean await(Condition signal, BooleanSupplier condition, Duration atMost) {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (!condition.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = signal.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    int inFlight() {
        lock.lock();
        try {
            return inFlight;
        } finally {
            lock.unlock();
        }
    }
}
