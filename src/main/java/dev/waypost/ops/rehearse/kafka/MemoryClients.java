package dev.waypost.ops.rehearse.kafka;

import dev.waypost.config.KafkaClients;
import dev.waypost.config.PollGuard;
import dev.waypost.ops.rehearse.time.LifeLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.Serializer;

/** The Kafka clients of one life of the process. Any thread. */
public final class MemoryClients implements KafkaClients {

    private final MemoryKafka kafka;
    private final LifeLine life;
    private final List<MemoryConsumer> members = new ArrayList<>();

    public MemoryClients(MemoryKafka kafka, LifeLine life) {
        this.kafka = kafka;
        this.life = life;
    }

    @Override
    public Producer<byte[], Object> producer(
            Map<String, Object> settings,
            Serializer<Object> bodies,
            BiFunction<Object, Callback, Callback> receipt) {
        return new MemoryProducer(kafka, life, bodies, receipt);
    }

    @Override
    public Consumer<byte[], byte[]> member(Map<String, Object> settings, PollGuard guard) {
        MemoryConsumer member = new MemoryConsumer(kafka, life, settings, guard);
        synchronized (life.time()) {
            members.add(member);
        }
        return member;
    }

    @Override
    public Consumer<byte[], byte[]> reader(Map<String, Object> settings) {
        return new MemoryConsumer(kafka, life, settings, null);
    }

    @Override
    public TopicLookup topics(Map<String, Object> settings) {
        return new TopicLookup() {
            @Override
            public Map<String, KafkaFuture<TopicDescription>> describe(Collection<String> topics) {
                Map<String, KafkaFuture<TopicDescription>> answers = new HashMap<>();
                topics.forEach(
                        topic -> answers.put(topic, KafkaFuture.completedFuture(known(topic))));
                return answers;
            }

            @Override
            public void close() {}
        };
    }

    private static TopicDescription known(String topic) {
        Node node = new Node(0, "localhost", 9092);
        TopicPartitionInfo only = new TopicPartitionInfo(0, node, List.of(node), List.of(node));
        // Never 0, which is no id.
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        Uuid id = new Uuid(1 + name.length, topic.hashCode());
        return new TopicDescription(topic, false, List.of(only), null, id);
    }

    /** How many consumers of groups have begun to read. */
    public int reading() {
        synchronized (life.time()) {
            return (int) members.stream().filter(MemoryConsumer::isReading).count();
        }
    }

    /** Whether all that these consumers read is committed to its end. */
    public boolean isAllCommitted() {
        synchronized (life.time()) {
            return members.stream().allMatch(MemoryConsumer::isAllCommitted);
        }
    }

    /** Whether somebody reads this topic. */
    public boolean reads(String topic) {
        synchronized (life.time()) {
            return members.stream().anyMatch(member -> member.wants(topic));
        }
    }
}
