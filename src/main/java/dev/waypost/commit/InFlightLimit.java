package dev.waypost.commit;

import dev.waypost.config.DeliveryConfig;
import dev.waypost.config.WaypostConfig;
import dev.waypost.config.routes.RouteLoading;
import dev.waypost.lane.Lane;
import dev.waypost.lane.Lanes;
import io.quarkus.runtime.configuration.MemorySize;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * Backpressure: how much may be in flight, by count and by bytes. Of both, each lane has a part of
 * its own, for which it never waits for another; of the rest, the higher lane that waits has the
 * next. One record of a lane is always let in, however large: it could never be delivered
 * otherwise. Any thread.
 */
final class InFlightLimit {

    /**
     * A record in flight takes three to four times its bytes: as it came, as text, as a message,
     * and while it is composed. A quarter of the heap at most, then.
     */
    private static final int PART_OF_THE_HEAP = 16;

    /** Longest stay on a polling thread; a rebalance is answered only between polls. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final class Use {
        private int records;
        private long bytes;
        private int waiting;
    }

    private final int concurrency;
    private final long bytes;
    private final int ownRecords;
    private final long ownBytes;
    private final int worthAPoll;
    private final Duration patience;
    private final Map<Lane, Use> uses = new EnumMap<>(Lane.class);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();

    /** Apart from {@link #freed}: a poll loop is woken once for many places, not for each. */
    private final Condition room = lock.newCondition();

    /**
     * As configured. With lanes, no more than can be worked on at once: what waits for a worker
     * waits in no order.
     */
    static InFlightLimit of(WaypostConfig config) {
        DeliveryConfig limits = config.delivery();
        Lanes lanes = Lanes.of(config);
        int most = lanes.areSeveral() ? RouteLoading.workers(limits) : limits.concurrency();
        return new InFlightLimit(
                Math.min(limits.concurrency(), most),
                limits.bytesInFlight()
                        .map(MemorySize::asLongValue)
                        .orElseGet(() -> Runtime.getRuntime().maxMemory() / PART_OF_THE_HEAP),
                PATIENCE,
                lanes);
    }

    /**
     * @param patience how long a polling thread waits for room; zero never blocks it
     * @param lanes that share it
     */
    InFlightLimit(int concurrency, long bytes, Duration patience, Lanes lanes) {
        double own = lanes.areSeveral() ? lanes.leastShare() : 0;
        this.concurrency = concurrency;
        this.bytes = bytes;
        this.ownRecords = (int) Math.ceil(concurrency * own);
        this.ownBytes = (long) (bytes * own);
        this.worthAPoll = lanes.areSeveral() ? ownRecords : Math.max(1, concurrency / 4);
        this.patience = patience;
        lanes.all().forEach(lane -> uses.put(lane, new Use()));
    }

    Duration patience() {
        return patience;
    }

    /** Takes a place; if there is none, waits until there are several, or its patience ends. */
    boolean take(Lane lane, long size, Duration atMost) {
        lock.lock();
        try {
            if (!awaitIn(List.of(lane), room, () -> fits(lane, size), atMost)) {
                return false;
            }
            Use use = uses.get(lane);
            use.records++;
            use.bytes += size;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean fits(Lane lane, long size) {
        return uses.get(lane).records == 0 || free(lane) > 0 && freeBytes(lane) >= size;
    }

    /** Places that this lane may take now. */
    private int free(Lane lane) {
        int taken = 0;
        for (Map.Entry<Lane, Use> each : uses.entrySet()) {
            int records = each.getValue().records;
            taken += each.getKey() == lane ? records : Math.max(records, ownRecords);
        }
        int free = concurrency - taken;
        int own = ownRecords - uses.get(lane).records;
        return isBehind(lane) ? Math.min(free, Math.max(0, own)) : free;
    }

    private long freeBytes(Lane lane) {
        long taken = 0;
        for (Map.Entry<Lane, Use> each : uses.entrySet()) {
            long used = each.getValue().bytes;
            taken += each.getKey() == lane ? used : Math.max(used, ownBytes);
        }
        return bytes - taken;
    }

    /** Whether a higher lane waits for a place. */
    private boolean isBehind(Lane lane) {
        for (Map.Entry<Lane, Use> each : uses.entrySet()) {
            if (each.getKey().compareTo(lane) < 0 && each.getValue().waiting > 0) {
                return true;
            }
        }
        return false;
    }

    /** Gives a place back. */
    void free(Lane lane, long size) {
        lock.lock();
        try {
            Use use = uses.get(lane);
            use.records--;
            use.bytes -= size;
            freed.signalAll();
            if (isAnyRoomy(uses.keySet())) {
                room.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until one of these lanes has places enough that a poll is worth its while. */
    boolean awaitRoom(Collection<Lane> lanes) {
        lock.lock();
        try {
            return awaitIn(lanes, room, () -> lanes.isEmpty() || isAnyRoomy(lanes), patience);
        } finally {
            lock.unlock();
        }
    }

    /** Whether a poll for records of this lane is worth its while. */
    boolean hasRoom(Lane lane) {
        lock.lock();
        try {
            return isRoomy(lane);
        } finally {
            lock.unlock();
        }
    }

    private boolean isAnyRoomy(Collection<Lane> lanes) {
        for (Lane lane : lanes) {
            if (isRoomy(lane)) {
                return true;
            }
        }
        return false;
    }

    /** Some places at once, or one where the lane has few mails: those are not to wait. */
    private boolean isRoomy(Lane lane) {
        int free = free(lane);
        boolean isWorthIt = free >= worthAPoll || free > 0 && uses.get(lane).records < ownRecords;
        return isWorthIt && freeBytes(lane) > 0;
    }

    /** Waits for something that can only become true when a place is freed. */
    boolean await(BooleanSupplier condition, Duration atMost) {
        lock.lock();
        try {
            return awaitIn(List.of(), freed, condition, atMost);
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitIn(
            Collection<Lane> lanes, Condition signal, BooleanSupplier condition, Duration atMost) {
        lanes.forEach(lane -> uses.get(lane).waiting++);
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
            lanes.forEach(lane -> uses.get(lane).waiting--);
            if (uses.size() > 1) {
                room.signalAll(); // A lower lane may have waited for this one alone.
            }
        }
    }

    int inFlight() {
        return counted(() -> uses.values().stream().mapToInt(use -> use.records).sum());
    }

    int inFlight(Lane lane) {
        return counted(() -> uses.get(lane).records);
    }

    /** How many wait for a place or for room. */
    int waiting() {
        return counted(() -> uses.values().stream().mapToInt(use -> use.waiting).sum());
    }

    private int counted(IntSupplier count) {
        lock.lock();
        try {
            return count.getAsInt();
        } finally {
            lock.unlock();
        }
    }
}
