package dev.waypost.pace;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Those who wait, and whose turn is next: first come, first served within a lane, and the higher
 * lane first; but a lane that waits is passed over a bounded number of times only. Not thread-safe.
 */
final class Turns<W> {

    /** A waiting lane gets one of ten turns, whatever waits above it. */
    private static final int MOST_PASSED_OVER = 9;

    private static final Lane[] LANES = Lane.values();

    private record Queue<W>(Deque<W> waiting, int[] passedOver) {}

    @SuppressWarnings("unchecked")
    private final Queue<W>[] queues = new Queue[LANES.length];

    Turns() {
        for (Lane lane : LANES) {
            queues[lane.ordinal()] = new Queue<>(new ArrayDeque<>(), new int[1]);
        }
    }

    void add(Lane lane, W who) {
        queues[lane.ordinal()].waiting().addLast(who);
    }

    /** Who is next; null where nobody waits. Asking changes nothing. */
    W next() {
        int lane = nextLane();
        return lane < 0 ? null : queues[lane].waiting().peekFirst();
    }

    /** The next one has its turn. */
    void served() {
        int lane = nextLane();
        queues[lane].waiting().pollFirst();
        queues[lane].passedOver()[0] = 0;
        for (int lower = lane + 1; lower < queues.length; lower++) {
            if (!queues[lower].waiting().isEmpty()) {
                queues[lower].passedOver()[0]++;
            }
        }
    }

    /** It waits no more, and had no turn. */
    void remove(Lane lane, W who) {
        queues[lane.ordinal()].waiting().remove(who);
    }

    private int nextLane() {
        int highest = -1;
        for (int lane = queues.length - 1; lane >= 0; lane--) {
            if (queues[lane].waiting().isEmpty()) {
                continue;
            }
            if (queues[lane].passedOver()[0] >= MOST_PASSED_OVER) {
                return lane;
            }
            highest = lane;
        }
        return highest;
    }
}
