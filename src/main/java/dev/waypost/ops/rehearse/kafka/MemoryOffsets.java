package dev.waypost.ops.rehearse.kafka;

import dev.waypost.ops.rehearse.time.LifeLine;
import dev.waypost.ops.rehearse.time.VirtualTime;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a consumer of a {@link MemoryKafka} stands: the positions that it reads from, which
 * partitions are paused, what its group has committed. What it does not say itself is {@link
 * MockConsumer}'s and of no account here. Any thread.
 */
abstract class MemoryOffsets extends MockConsumer<byte[], byte[]> {

    final MemoryKafka kafka;
    final LifeLine life;
    final VirtualTime time;
    final String group;
    final Map<TopicPartition, Long> positions = new LinkedHashMap<>();
    final Set<TopicPartition> paused = new HashSet<>();

    MemoryOffsets(MemoryKafka kafka, LifeLine life, String group) {
        super("earliest");
        this.kafka = kafka;
        this.life = life;
        this.time = life.time();
        this.group = group;
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
}
