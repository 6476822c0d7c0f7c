package dev.waypost.commit;

import dev.waypost.lane.Lane;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;

/**
 * A record's place in the window, from admission to its one ending: done, or released. The first
 * ending counts; a second one is ignored and says so. Any thread.
 */
public final class Admission {

    /** Exchange property: the record's admission, from the window until the record is captured. */
    public static final String PROPERTY = "admission";

    /** Exchange property, set by a route: the Instant before which the record is not admitted. */
    public static final String NOT_BEFORE = "notBefore";

    enum Ending {
        OPEN,
        DONE,
        RELEASED,

        /** Released, for what should have been written is not. */
        UNPROVEN
    }

    private final TopicPartition partition;
    private final Lane lane;
    private final long offset;
    private final long bytes;
    private final long admittedAt;
    private final OffsetTracker tracker;
    private final AtomicReference<Ending> ending = new AtomicReference<>(Ending.OPEN);
    private volatile InFlight held;
    private volatile boolean saidDone;
    private volatile String step = "at the end of its exchange, and no step said done";

    Admission(
            TopicPartition partition,
            Lane lane,
            long offset,
            long bytes,
            long admittedAt,
            OffsetTracker tracker) {
        this.partition = partition;
        this.lane = lane;
        this.offset = offset;
        this.bytes = bytes;
        this.admittedAt = admittedAt;
        this.tracker = tracker;
    }

    /** Ends it this way, unless it has ended before. */
    boolean end(Ending how) {
        if (!ending.compareAndSet(Ending.OPEN, how)) {
            return false;
        }
        switch (how) {
            case DONE -> tracker.done(offset);
            case UNPROVEN -> tracker.releaseUnproven(offset);
            default -> tracker.release(offset);
        }
        return true;
    }

    /** What is known of the record now. */
    public void holds(InFlight record) {
        held = record;
    }

    /** What was known of it last; null before it was captured. */
    InFlight held() {
        return held;
    }

    /** The routes said that all is done, in this step, and it was not. */
    void saidDone(InFlight record, String where) {
        step = where;
        held = record;
        saidDone = true;
    }

    boolean isSaidDone() {
        return saidDone;
    }

    String step() {
        return step;
    }

    boolean isOpen() {
        return ending.get() == Ending.OPEN;
    }

    /** Where it was read, be it of a log that is gone. */
    TopicPartition partition() {
        return partition;
    }

    /** Topic, partition and offset. */
    String place() {
        return partition.topic() + "/" + partition.partition() + "/" + offset;
    }

    /** The lane of its topic. */
    public Lane lane() {
        return lane;
    }

    long bytes() {
        return bytes;
    }

    /** Monotonic nanoseconds. */
    long admittedAt() {
        return admittedAt;
    }
}
