package dev.waypost.ops.rehearse.kafka;

import dev.waypost.config.PollGuard;
import dev.waypost.ops.rehearse.time.LifeLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * A consumer of a {@link MemoryKafka}, the only one in its group. What it does not say itself is
 * {@link MemoryOffsets}'s, or of no account here. One thread polls; any may wake it.
 */
final class MemoryConsumer extends MemoryOffsets {

    private static final int DEFAULT_RECORDS = 500;

    private final PollGuard guard;
    private final int mostRecords;
    private Predicate<String> topics = any -> false;
    private ConsumerRebalanceListener listener;
    private boolean reading;

    /** Was assigned partitions and has not polled since: whoever reads to an end waits for none. */
    private boolean fresh;

    private boolean woken;

    /**
     * @param guard null for a consumer of no group
     */
    MemoryConsumer(
            MemoryKafka kafka, LifeLine life, Map<String, Object> settings, PollGuard guard) {
        super(kafka, life, String.valueOf(settings.get(ConsumerConfig.GROUP_ID_CONFIG)));
        this.guard = guard;
        Object most =
                settings.getOrDefault(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, DEFAULT_RECORDS);
        this.mostRecords = Integer.parseInt(most.toString());
    }

    @Override
    public void subscribe(Collection<String> names, ConsumerRebalanceListener told) {
        subscribe(Set.copyOf(names)::contains, told);
    }

    @Override
    public void subscribe(Pattern pattern, ConsumerRebalanceListener told) {
        subscribe(pattern.asMatchPredicate(), told);
    }

    private void subscribe(Predicate<String> wanted, ConsumerRebalanceListener told) {
        synchronized (time) {
            topics = wanted;
            listener = told;
        }
    }

    @Override
    public void assign(Collection<TopicPartition> partitions) {
        synchronized (time) {
            positions.keySet().retainAll(partitions);
            partitions.forEach(partition -> positions.putIfAbsent(partition, 0L));
            fresh = true;
        }
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration atMost) {
        return guard == null ? fetched(atMost) : guard.poll(this, () -> fetched(atMost));
    }

    private ConsumerRecords<byte[], byte[]> fetched(Duration atMost) {
        synchronized (time) {
            time.isRunning(Thread.currentThread());
            takeOver();
            reading = true;
            if (available() == 0 && !fresh) {
                if (guard == null) {
                    // A mail waits until a reader has looked; time stands while one is in flight.
                    time.glance(() -> woken || available() > 0);
                } else {
                    time.awaitUntil(atMost.toNanos(), () -> woken || available() > 0);
                }
            }
            fresh = false;
            if (woken) {
                woken = false;
                throw new WakeupException();
            }
            if (life.isCut()) {
                rest();
                return ConsumerRecords.empty();
            }
            return fetched();
        }
    }

    /** Nobody reads what a dead process polls; it is not to be busy with it. */
    private void rest() {
        try {
            time.wait(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void takeOver() {
        List<TopicPartition> added =
                kafka.topics().stream()
                        .filter(topics)
                        .map(MemoryKafka::place)
                        .filter(place -> !positions.containsKey(place))
                        .toList();
        if (!added.isEmpty()) {
            added.forEach(p -> positions.put(p, kafka.committed(group, p.topic())));
            listener.onPartitionsAssigned(added);
        }
    }

    private long available() {
        return positions.keySet().stream()
                .filter(place -> !paused.contains(place))
                .mapToLong(place -> Math.max(0, kafka.end(place.topic()) - positions.get(place)))
                .sum();
    }

    private ConsumerRecords<byte[], byte[]> fetched() {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> found = new LinkedHashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new LinkedHashMap<>();
        int left = mostRecords;
        for (TopicPartition place : new ArrayList<>(positions.keySet())) {
            List<ConsumerRecord<byte[], byte[]>> log = kafka.records(place.topic());
            int from = Math.toIntExact(Math.min(log.size(), positions.get(place)));
            int to = Math.min(log.size(), from + left);
            if (!paused.contains(place) && to > from) {
                found.put(place, log.subList(from, to));
                next.put(place, new OffsetAndMetadata(to));
                positions.put(place, (long) to);
                left -= to - from;
            }
        }
        return new ConsumerRecords<>(found, next);
    }

    boolean isAllCommitted() {
        return kafka.topics().stream()
                .filter(topics)
                .allMatch(topic -> kafka.committed(group, topic) >= kafka.end(topic));
    }

    /** Whether it has polled. */
    boolean isReading() {
        return reading;
    }

    boolean wants(String topic) {
        return topics.test(topic);
    }

    @Override
    public void wakeup() {
        synchronized (time) {
            woken = true;
            time.notifyAll();
        }
    }

    @Override
    public void unsubscribe() {}

    @Override
    public void close(Duration atMost) {}
}
