package dev.waypost.simulation;

import dev.waypost.config.KafkaClients;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;

/** Tells which topics and partitions there are at this moment. */
record FakeTopics(FakeKafka kafka) implements KafkaClients.TopicLookup {

    @Override
    public Map<String, KafkaFuture<TopicDescription>> describe(Collection<String> topics) {
        Map<String, KafkaFuture<TopicDescription>> found = new HashMap<>();
        topics.forEach(topic -> found.put(topic, KafkaFuture.completedFuture(described(topic))));
        return found;
    }

    private TopicDescription described(String topic) {
        List<TopicPartitionInfo> partitions =
                kafka.partitions(topic).stream()
                        .map(log -> log.place.partition())
                        .map(at -> new TopicPartitionInfo(at, null, List.of(), List.of()))
                        .toList();
        int incarnation = kafka.incarnation(topic, kafka.scheduler.now());
        Uuid id = new Uuid(topic.hashCode(), 1 + incarnation);
        return new TopicDescription(topic, false, partitions, null, id);
    }

    @Override
    public void close() {
        // There is nothing to be closed.
    }
}
