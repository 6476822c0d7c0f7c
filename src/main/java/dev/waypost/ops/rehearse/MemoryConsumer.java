package dev.waypost.ops.rehearse;

import dev.waypost.config.PollGuard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * A consumer of a {@link MemoryKafka}, the only one in its group. What it does not say itself is
 * {@link MockConsumer}'s and of no account here. One thread polls; any may wake it.
 */
final class MemoryConsumer extends MockConsumer<byte[], byte[]> {

    private static final int DEFAULT_RECORDS = 500;

    /**
     * A mail waits until a reader has come to the end; time does not leap while one is in flight.
     */
    private static final long READERS_PATIENCE = 2_000_000;

    private final MemoryKafka kafka;
    private final LifeLine life;
    private final VirtualTime time;
    private final PollGuard guard;
    private final String group;
    private final int mostRecords;
    private final Map<TopicPartition, Long> positions = new LinkedHashMap<>();
    private final Set<TopicPartition> paused = new HashSet<>();
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
        super("earliest");
        this.kafka = kafka;
        this.life = life;
        this.time = life.time();
        this.guard = guard;
        this.group = String.valueOf(settings.get(ConsumerConfig.GROUP_ID_CONFIG));
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
                long longest = atMost.toNanos();
                time.await(
                        guard == null ? Math.min(longest, READERS_PATIENCE) : longest,
                        () -> woken || available() > 0);
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

    /** Whether it has polled. */
    boolean isReading() {
        return reading;
    }

    boolean wants(String topic) {
        return topics.test(topic);
    }

    boolean isAllCommitted() {
        return kafka.topics().stream()
                .filter(topics)
                .allMatch(topic -> kafka.committed(group, topic) >= kafka.end(topic));
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((place, offset) -> commit(place.topic(), offset.offset()));
    }

    /** Saying again what is known changes nothing. */
    private void commit(String topic, long offset) {
        synchronized (time) {
            if (kafka.committed(group, topic) != offset) {
                life.effect(
                        "committed %s up to %d".formatted(topic, offset),
                        () -> kafka.commit(group, topic, offset));
            }
        }
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration atMost) {
        commitSync(offsets);
    }

    @Override
    public void commitSync() {
        commitSync(next());
    }

    @Override
    public void commitSync(Duration atMost) {
        commitSync(next());
    }

    @Override
    public void commitAsync() {
        commitSync(next());
    }

    @Override
    public void commitAsync(OffsetCommitCallback then) {
        commitAsync(next(), then);
    }

    @Override
    public void commitAsync(
            Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback then) {
        commitSync(offsets);
        if (then != null && !life.isCut()) {
            then.onComplete(offsets, null);
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> next() {
        synchronized (time) {
            return positions.entrySet().stream()
                    .collect(
                            Collectors.toMap(
                                    Map.Entry::getKey,
                                    each -> new OffsetAndMetadata(each.getValue())));
        }
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        synchronized (time) {
            return partitions.stream()
                    .filter(place -> kafka.committed(group, place.topic()) > 0)
                    .collect(
                            Collectors.toMap(
                                    place -> place,
                                    place ->
                                            new OffsetAndMetadata(
                                                    kafka.committed(group, place.topic()))));
        }
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(
            Set<TopicPartition> partitions, Duration atMost) {
        return committed(partitions);
    }

    @Override
    public Set<TopicPartition> assignment() {
        synchronized (time) {
            return new LinkedHashSet<>(positions.keySet());
        }
    }

    @Override
    public long position(TopicPartition partition) {
        synchronized (time) {
            return positions.getOrDefault(partition, 0L);
        }
    }

    @Override
    public long position(TopicPartition partition, Duration atMost) {
        return position(partition);
    }

    @Override
    public void seek(TopicPartition partition, long offset) {
        synchronized (time) {
            positions.put(partition, offset);
        }
    }

    @Override
    public void seek(TopicPartition partition, OffsetAndMetadata offset) {
        seek(partition, offset.offset());
    }

    @Override
    public void seekToBeginning(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> seek(partition, 0));
    }

    @Override
    public void seekToEnd(Collection<TopicPartition> partitions) {
        synchronized (time) {
            partitions.forEach(partition -> seek(partition, kafka.end(partition.topic())));
        }
    }

    @Override
    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
        return partitions.stream().collect(Collectors.toMap(place -> place, place -> 0L));
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
        synchronized (time) {
            return partitions.stream()
                    .collect(Collectors.toMap(place -> place, place -> kafka.end(place.topic())));
        }
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        synchronized (time) {
            paused.addAll(partitions);
        }
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        synchronized (time) {
            paused.removeAll(partitions);
        }
    }

    @Override
    public Set<TopicPartition> paused() {
        synchronized (time) {
            return Set.copyOf(paused);
        }
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
