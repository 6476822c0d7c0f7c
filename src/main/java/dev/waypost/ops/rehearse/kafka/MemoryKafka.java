package dev.waypost.ops.rehearse.kafka;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;

/**
 * A broker: topics of one partition each, made by whoever writes to them, and what groups have
 * committed. Outlives the process. Any thread, in the lock of the time.
 */
public final class MemoryKafka {

    private final Map<String, List<ConsumerRecord<byte[], byte[]>>> topics = new TreeMap<>();
    private final Map<String, Map<String, Long>> committed = new HashMap<>();

    public MemoryKafka copy() {
        MemoryKafka copy = new MemoryKafka();
        topics.forEach((topic, log) -> copy.topics.put(topic, new ArrayList<>(log)));
        committed.forEach((group, offsets) -> copy.committed.put(group, new HashMap<>(offsets)));
        return copy;
    }

    static TopicPartition place(String topic) {
        return new TopicPartition(topic, 0);
    }

    /** Makes a topic, where there is none. */
    public void create(String topic) {
        topics.computeIfAbsent(topic, name -> new ArrayList<>());
    }

    /** Returns the record's offset. */
    public long append(String topic, byte[] key, byte[] value, Headers headers, Instant now) {
        create(topic);
        List<ConsumerRecord<byte[], byte[]>> log = topics.get(topic);
        log.add(
                new ConsumerRecord<>(
                        topic,
                        0,
                        log.size(),
                        now.toEpochMilli(),
                        TimestampType.CREATE_TIME,
                        key == null ? -1 : key.length,
                        value == null ? -1 : value.length,
                        key,
                        value,
                        headers,
                        java.util.Optional.empty()));
        return log.size() - 1L;
    }

    Set<String> topics() {
        return new TreeSet<>(topics.keySet());
    }

    /** All records of a topic; none where there is no such topic. */
    public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        return List.copyOf(topics.getOrDefault(topic, List.of()));
    }

    long end(String topic) {
        return topics.getOrDefault(topic, List.of()).size();
    }

    void commit(String group, String topic, long offset) {
        committed.computeIfAbsent(group, name -> new HashMap<>()).put(topic, offset);
    }

    /** 0 before the first. */
    long committed(String group, String topic) {
        return committed.getOrDefault(group, Map.of()).getOrDefault(topic, 0L);
    }
}
