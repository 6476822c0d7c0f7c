package dev.waypost.lane;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Those who wait, and whose turn is next: first come, first served within a lane, and the higher
 * lane first; but a lane that waits is passed over a bounded number of times only. Not thread-safe.
 */
public final class Turns<W> {

    private static final Lane[] LANES = Lane.values();

    private record Queue<W>(Deque<W> waiting, int[] passedOver) {}

    @SuppressWarnings("unchecked")
    private final Queue<W>[] queues = new Queue[LANES.length];

    private final long mostPassedOver;

    /**
     * @param leastShare part of the turns that a lane gets at least while it waits: 0.1 is one of
     *     ten
     */
    public Turns(double leastShare) {
        this.mostPassedOver = Math.max(1, Math.round(1 / leastShare) - 1);
        for (Lane lane : LANES) {
            queues[lane.ordinal()] = new Queue<>(new ArrayDeque<>(), new int[1]);
        }
    }

    public void add(Lane lane, W who) {
        queues[lane.ordinal()].waiting().addLast(who);
    }

    /** Who is next; null where nobody waits. Asking changes nothing. */
    public W next() {
        int lane = nextLane();
        return lane < 0 ? null : queues[lane].waiting().peekFirst();
    }

    /** The next one has its turn. */
    public void served() {
        int lane = nextLane();
        queues[lane].waiting().pollFirst();
        queues[lane].passedOver()[0] = 0;
        for (int other = 0; other < queues.length; other++) {
            if (other != lane && !queues[other].waiting().isEmpty()) {
                queues[other].passedOver()[0]++;
            }
        }
    }

    /** It waits no more, and had no turn. */
    public void remove(Lane lane, W who) {
        queues[lane.ordinal()].waiting().remove(who);
    }

    private int nextLane() {
        int highest = -1;
        for (int lane = queues.length - 1; lane >= 0; lane--) {
            if (queues[lane].waiting().isEmpty()) {
                continue;
            }
            if (queues[lane].passedOver()[0] >= mostPassedOver) {
                return lane;
            }
            highest = lane;
        }
        return highest;
    }
}
