package dev.waypost.kafka;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What a test wants to know of the topics, and puts into them. Reading never belongs to a consumer
 * group and commits nothing. Publishing is safe for use by many threads.
 */
public final class Topics implements AutoCloseable {

    private final String bootstrapServers;
    private final Admin admin;
    private volatile Producer<byte[], byte[]> producer;

    /** Connects to the brokers. */
    public Topics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        producer = producer();
    }

    /** One request at a time: with more, one into a new topic may never be taken (KAFKA-15591). */
    private Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "linger.ms",
                        "1",
                        "max.in.flight.requests.per.connection",
                        "1"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Makes a topic with so many partitions, unless it exists. */
    public void create(String topic, int partitions) {
        try {
            make(topic, partitions);
        } catch (TopicExistsException asWanted) {
            // It is there.
        }
    }

    /** Deletes a topic and makes another of its name. */
    public void recreate(String topic, int partitions) {
        try {
            get(admin.deleteTopics(List.of(topic)).all());
            make(topic, partitions);
        } catch (TopicExistsException madeBySomebodyWhoMissedIt) {
            // A client that asks for a topic makes it.
        }
        // The old producer would go on counting where the old topic stopped.
        producer.close();
        producer = producer();
    }

    /** Makes it; the controller's answer comes before the broker tells of the topic. */
    private void make(String topic, int partitions) {
        Uuid id =
                get(
                        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                                .topicId(topic));
        await("the broker knows " + topic)
                .atMost(Duration.ofSeconds(30))
                .ignoreException(UnknownTopicOrPartitionException.class)
                .until(
                        () ->
                                get(admin.describeTopics(List.of(topic)).allTopicNames())
                                        .get(topic)
                                        .topicId()
                                        .equals(id));
    }

    /** Publishes a record and waits until the broker has it. */
    public RecordMetadata publish(String topic, String key, String value) {
        return publish(topic, key, value, Map.of());
    }

    /** Publishes a record and waits until the broker has it; key and value may be null. */
    public RecordMetadata publish(
            String topic, String key, String value, Map<String, String> headers) {
        return get(send(topic, bytes(key), bytes(value), headers));
    }

    /** Publishes a record into this partition and waits until the broker has it. */
    public RecordMetadata publish(String topic, int partition, String value) {
        return get(producer.send(new ProducerRecord<>(topic, partition, null, bytes(value))));
    }

    /** Publishes a record of any bytes without waiting. */
    public Future<RecordMetadata> send(
            String topic, byte[] key, byte[] value, Map<String, String> headers) {
        return send(topic, key, value, List.copyOf(headers.entrySet()));
    }

    /** Publishes a record with headers whose names may repeat, without waiting. */
    public Future<RecordMetadata> send(
            String topic, byte[] key, byte[] value, List<Map.Entry<String, String>> headers) {
        ProducerRecord<byte[], byte[]> sent = new ProducerRecord<>(topic, key, value);
        headers.forEach(header -> sent.headers().add(header.getKey(), bytes(header.getValue())));
        return producer.send(sent);
    }

    /**
     * Returns everything a topic holds now, each partition in its order, partitions by number;
     * empty if there is no such topic.
     */
    public List<TopicRecord> records(String topic) {
        Map<TopicPartition, Long> ends = ends(topic);
        List<TopicRecord> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = reader()) {
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(read -> records.add(TopicRecord.of(read)));
            }
        }
        records.sort(
                Comparator.comparingInt(TopicRecord::partition)
                        .thenComparingLong(TopicRecord::offset));
        return records;
    }

    /** Waits until a topic holds so many records and returns all; fails after the longest time. */
    public List<TopicRecord> awaitRecords(String topic, int count, Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        List<TopicRecord> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = reader()) {
            while (System.nanoTime() < deadline) {
                Set<TopicPartition> partitions = ends(topic).keySet();
                if (consumer.assignment().isEmpty() && !partitions.isEmpty()) {
                    consumer.assign(partitions);
                    consumer.seekToBeginning(partitions);
                }
                if (!consumer.assignment().isEmpty()) {
                    consumer.poll(Duration.ofMillis(100))
                            .forEach(read -> records.add(TopicRecord.of(read)));
                }
                if (records.size() >= count) {
                    return records;
                }
            }
        }
        throw new AssertionError(
                "waited %s for %d records in %s; there are %s"
                        .formatted(longest, count, topic, records));
    }

    /** Returns the committed offset of each partition that has one. */
    public Map<Integer, Long> committed(String group, String topic) {
        Map<TopicPartition, OffsetAndMetadata> offsets =
                get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        Map<Integer, Long> committed = new TreeMap<>();
        offsets.forEach(
                (partition, offset) -> {
                    if (partition.topic().equals(topic) && offset != null) {
                        committed.put(partition.partition(), offset.offset());
                    }
                });
        return committed;
    }

    /** Returns the offset after the last record of each partition. */
    public Map<Integer, Long> endOffsets(String topic) {
        Map<Integer, Long> offsets = new TreeMap<>();
        ends(topic).forEach((partition, offset) -> offsets.put(partition.partition(), offset));
        return offsets;
    }

    /** Returns how many records of a topic the group has not committed yet. */
    public long lag(String group, String topic) {
        Map<Integer, Long> committed = committed(group, topic);
        return endOffsets(topic).entrySet().stream()
                .mapToLong(end -> end.getValue() - committed.getOrDefault(end.getKey(), 0L))
                .sum();
    }

    /** Returns how many consumers are in the group. */
    public int members(String group) {
        return get(admin.describeConsumerGroups(List.of(group)).all()).get(group).members().size();
    }

    /** Returns the names of all topics. */
    public Set<String> names() {
        return get(admin.listTopics().names());
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        admin.close(Duration.ofSeconds(5));
    }

    private KafkaConsumer<byte[], byte[]> reader() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private Map<TopicPartition, Long> ends(String topic) {
        try {
            Map<TopicPartition, OffsetSpec> latest =
                    new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));
            get(admin.describeTopics(List.of(topic)).allTopicNames())
                    .get(topic)
                    .partitions()
                    .forEach(
                            partition ->
                                    latest.put(
                                            new TopicPartition(topic, partition.partition()),
                                            OffsetSpec.latest()));
            Map<TopicPartition, Long> ends =
                    new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));
            get(admin.listOffsets(latest).all())
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (UnknownTopicOrPartitionException noSuchTopic) {
            return Map.of();
        }
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
