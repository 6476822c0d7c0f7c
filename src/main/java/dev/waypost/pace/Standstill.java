package dev.waypost.pace;

import dev.waypost.config.Handover;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Finds out that this process stood still: was stopped, or given no processor. Another pod may have
 * got its partitions meanwhile and carried what is in flight here, so a mail that was admitted
 * before is not begun any more: its record is read again, where it still is ours. Any thread; who
 * wakes first finds out.
 */
public final class Standstill {

    private static final Logger LOG = Logger.getLogger(Standstill.class);

    /**
     * Twenty missed beats. A member is given up after the shortest session that brokers grant by
     * default (6 s), or later.
     */
    private static final long SHORTEST_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Handover handover;
    private final LongSupplier nanoTime;
    private long beatAt;
    private long count;

    /**
     * @param handover is told, as if the partitions had just come
     * @param nanoTime the process' real time, as {@link System#nanoTime}
     */
    public Standstill(Handover handover, LongSupplier nanoTime) {
        this.handover = handover;
        this.nanoTime = nanoTime;
        this.beatAt = nanoTime.getAsLong();
    }

    /** How often it stood still so far; to be asked four times a second at least. */
    public synchronized long count() {
        long now = nanoTime.getAsLong();
        long still = now - beatAt;
        beatAt = now;
        if (still > SHORTEST_NANOS) {
            count++;
            handover.takenOver();
            LOG.warnf(
                    "this process stood still for %d s; mails in flight that were not begun are"
                            + " read again",
                    TimeUnit.NANOSECONDS.toSeconds(still));
        }
        return count;
    }
}
