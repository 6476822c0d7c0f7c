package dev.waypost.simulation;

import dev.waypost.config.KafkaClients;
import dev.waypost.dedup.SeenEvents;
import dev.waypost.dedup.StatusTail;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.header.Header;

/**
 * The thread of the real {@link StatusTail}: reads when there is something to be read, a little
 * later than it was written, and looks at the topic's partitions after they have changed.
 */
final class StatusReader {

    private static final long MILLI = 1_000_000;

    /** By then a pod has read what was written, whatever delays it. */
    private static final long LATEST = 15_000 * MILLI;

    private static final Method LOOK =
            method(StatusTail.class, "look", Consumer.class, KafkaClients.TopicLookup.class);
    private static final Method READ =
            method(StatusTail.class, "read", Consumer.class, KafkaClients.TopicLookup.class);
    private static final Class<?> MARK = Steps.type("dev.waypost.dedup.Mark");
    private static final Method SPLIT = method(MARK, "split", String.class);
    private static final Method KNOWS = method(SeenEvents.class, "knows", MARK);

    private final Pod pod;
    private final String topic;
    private final Dice dice;
    private final StatusTail tail;
    private final SeenEvents seen;
    private final FakeTail consumer;
    private final Consumer<byte[], byte[]> mask;
    private final FakeTopics topics;
    private boolean started;

    StatusReader(Pod pod, String topic, Dice dice) {
        this.pod = pod;
        this.topic = topic;
        this.dice = dice;
        this.tail = (StatusTail) pod.beans.named("statusTail");
        this.seen = pod.beans.get(SeenEvents.class);
        this.consumer = new FakeTail(pod);
        this.mask = consumer.mask();
        this.topics = new FakeTopics(pod.kafka);
    }

    private static Method method(Class<?> of, String name, Class<?>... types) {
        try {
            Method method = of.getDeclaredMethod(name, types);
            method.setAccessible(true);
            return method;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    void start() {
        pod.scheduler.after(
                pod.life,
                dice.spread(20 * MILLI, 2_000 * MILLI),
                () -> {
                    started = true;
                    look();
                    pod.kafka.partitions(topic).stream()
                            .flatMap(log -> log.entries().stream())
                            .forEach(this::mustBeKnownSoon);
                });
    }

    /** This was written to the topic. */
    void news(Entry entry) {
        if (started) {
            long late = pod.kafka.weather.is(Weather.Trouble.NEWS_IS_LATE) ? 5_000 * MILLI : 0;
            pod.scheduler.after(pod.life, late + dice.spread(5 * MILLI, 150 * MILLI), this::read);
            mustBeKnownSoon(entry);
        }
    }

    /** Partitions came from another pod. */
    void takenOver() {
        tail.takenOver();
        if (started) {
            pod.scheduler.after(pod.life, dice.spread(5 * MILLI, 150 * MILLI), this::read);
        }
    }

    private void mustBeKnownSoon(Entry entry) {
        pod.scheduler.after(pod.life, LATEST, () -> mustBeKnown(entry));
    }

    /** The topic is another one, or has more partitions. */
    void changed() {
        if (started) {
            pod.scheduler.after(pod.life, dice.spread(MILLI, 2_000 * MILLI), this::look);
        }
    }

    private void mustBeKnown(Entry entry) {
        long frozenFor = pod.life.stalledUntil() + LATEST - pod.scheduler.now();
        if (frozenFor > 0 && pod.life.stalledUntil() > 0) {
            pod.scheduler.after(pod.life, frozenFor, () -> mustBeKnown(entry));
        } else if (!entry.erased) {
            consumer.tell(List.of(entry));
            Header marks = entry.headers.lastHeader(StatusTail.HEADER);
            if (marks != null && !knows(new String(marks.value(), StandardCharsets.US_ASCII))) {
                throw new Violation("unlearned", pod + " does not know what " + entry + " tells");
            }
        }
    }

    private boolean knows(String marks) {
        try {
            for (Object mark : (List<?>) SPLIT.invoke(null, marks)) {
                if (!(boolean) KNOWS.invoke(seen, mark)) {
                    return false;
                }
            }
            return true;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private void look() {
        call(LOOK, mask, topics);
        read();
    }

    private void read() {
        call(READ, mask, topics);
        if (consumer.isLost()) {
            pod.scheduler.after(pod.life, FakeTail.NEWS_OF_A_NEW_TOPIC, this::read);
        }
    }

    private void call(Method method, Object... with) {
        try {
            method.invoke(tail, with);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
