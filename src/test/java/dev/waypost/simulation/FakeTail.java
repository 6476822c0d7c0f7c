package dev.waypost.simulation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Kafka's {@code Consumer} without a group, as the thread that reads the status topic has it. */
final class FakeTail implements InvocationHandler {

    /** Within which a client finds a topic again that was made anew. */
    static final long NEWS_OF_A_NEW_TOPIC = 3 * Plan.SECOND;

    private final Pod pod;
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    /** Whether the latest poll came to a topic that is not found yet. */
    private boolean lost;

    FakeTail(Pod pod) {
        this.pod = pod;
    }

    @SuppressWarnings("unchecked")
    Consumer<byte[], byte[]> mask() {
        return (Consumer<byte[], byte[]>)
                Proxy.newProxyInstance(
                        FakeTail.class.getClassLoader(), new Class<?>[] {Consumer.class}, this);
    }

    @Override
    @SuppressWarnings("unchecked")
    public Object invoke(Object proxy, Method asked, Object[] with) {
        switch (asked.getName()) {
            case "assignment":
                return new HashSet<>(positions.keySet());
            case "assign":
                positions.keySet().retainAll((Collection<?>) with[0]);
                ((Collection<TopicPartition>) with[0]).forEach(at -> positions.putIfAbsent(at, 0L));
                return null;
            case "seek":
                positions.put((TopicPartition) with[0], (Long) with[1]);
                return null;
            case "position":
                return positions.get((TopicPartition) with[0]);
            case "beginningOffsets":
                return offsets((Collection<TopicPartition>) with[0], log -> 0);
            case "endOffsets":
                return offsets((Collection<TopicPartition>) with[0], FakePartition::end);
            case "poll":
                return poll().records();
            default:
                throw new UnsupportedOperationException("the fake Kafka lacks " + asked);
        }
    }

    private Map<TopicPartition, Long> offsets(
            Collection<TopicPartition> places, ToLongFunction<FakePartition> of) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        places.forEach(place -> offsets.put(place, of.applyAsLong(pod.kafka.partition(place))));
        return offsets;
    }

    private PolledRecords poll() {
        PolledRecords polled = new PolledRecords();
        lost = false;
        List<Entry> read = new ArrayList<>();
        positions.replaceAll(
                (place, from) -> {
                    FakePartition log = pod.kafka.partition(place);
                    if (isNew(log)) {
                        lost = true;
                        return from;
                    }
                    long next = from > log.end() ? 0 : from;
                    while (next < log.end()) {
                        Entry entry = log.at(next++);
                        polled.add(entry, null);
                        read.add(entry);
                    }
                    return next;
                });
        tell(read);
        return polled;
    }

    boolean isLost() {
        return lost;
    }

    /** Made anew, and the client has not found out yet where it is. */
    private boolean isNew(FakePartition log) {
        return log.incarnation(pod.scheduler.now() - NEWS_OF_A_NEW_TOPIC) != log.incarnation();
    }

    /** From now on the pod knows what these say. */
    void tell(List<Entry> entries) {
        for (Entry entry : entries) {
            entry.tells.forEach(acceptance -> acceptance.knownTo(pod.life, pod.scheduler.now()));
        }
    }
}
