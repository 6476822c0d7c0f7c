package dev.waypost.simulation;

import dev.waypost.dedup.SeenEvents;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;

/**
 * Stands for the thread that reads the status topic: what is there at start, and then what any pod
 * writes, a little later than it was written.
 */
public final class StatusReader {

    private static final String MARKS = "waypost-accepted";
    private static final long MILLI = 1_000_000;
    private static final Method REMEMBER = remember();

    private final Pod pod;
    private final String topic;
    private final Dice dice;
    private final SeenEvents seen;
    private final int[] next;
    private boolean caughtUp;

    StatusReader(Pod pod, String topic, Dice dice) {
        this.pod = pod;
        this.topic = topic;
        this.dice = dice;
        this.seen = pod.beans.get(SeenEvents.class);
        this.next = new int[pod.kafka.partitions(topic).size()];
    }

    private static Method remember() {
        try {
            Method remember = SeenEvents.class.getDeclaredMethod("remember", String.class);
            remember.setAccessible(true);
            return remember;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    void start() {
        pod.scheduler.after(
                pod.life,
                dice.spread(20 * MILLI, 2_000 * MILLI),
                () -> {
                    read();
                    caughtUp = true;
                });
    }

    /** Something was written to the topic. */
    void news() {
        long late = pod.kafka.weather.is(Weather.Trouble.NEWS_IS_LATE) ? 5_000 * MILLI : 0;
        pod.scheduler.after(pod.life, late + dice.spread(5 * MILLI, 150 * MILLI), this::read);
    }

    private void read() {
        for (FakePartition log : pod.kafka.partitions(topic)) {
            int number = log.place.partition();
            while (next[number] < log.end()) {
                Entry entry = log.at(next[number]++);
                Header marks = entry.headers.lastHeader(MARKS);
                if (marks != null) {
                    remember(new String(marks.value(), StandardCharsets.US_ASCII));
                }
                entry.tells.forEach(
                        acceptance -> acceptance.knownTo(pod.life, pod.scheduler.now()));
            }
        }
    }

    private void remember(String marks) {
        try {
            REMEMBER.invoke(seen, marks);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the routes call before anything is carried. */
    public void awaitCaughtUp() {
        if (!caughtUp) {
            throw new Scheduler.Blocked();
        }
    }
}
