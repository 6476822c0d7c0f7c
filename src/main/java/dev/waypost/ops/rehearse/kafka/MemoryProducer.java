package dev.waypost.ops.rehearse.kafka;

import dev.waypost.ops.rehearse.time.LifeLine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.serialization.Serializer;

/** A producer that writes at once, as long as its process lives. Any thread. */
final class MemoryProducer implements Producer<byte[], Object> {

    private final MemoryKafka kafka;
    private final LifeLine life;
    private final Serializer<Object> bodies;
    private final BiFunction<Object, Callback, Callback> receipt;

    MemoryProducer(
            MemoryKafka kafka,
            LifeLine life,
            Serializer<Object> bodies,
            BiFunction<Object, Callback, Callback> receipt) {
        this.kafka = kafka;
        this.life = life;
        this.bodies = bodies;
        this.receipt = receipt;
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], Object> record) {
        return send(record, null);
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], Object> record, Callback then) {
        String topic = record.topic();
        byte[] value = bodies.serialize(topic, record.headers(), record.value());
        Callback told = receipt.apply(record.value(), then);
        AtomicLong offset = new AtomicLong();
        boolean written =
                life.effect(
                        "wrote to " + topic,
                        () ->
                                offset.set(
                                        kafka.append(
                                                topic,
                                                record.key(),
                                                value,
                                                record.headers(),
                                                life.time().instant())));
        TopicPartition place = MemoryKafka.place(topic);
        if (!written) {
            KafkaException dead = new KafkaException("the process is dead");
            if (told != null) {
                told.onCompletion(new RecordMetadata(place, -1, -1, -1, -1, -1), dead);
            }
            return CompletableFuture.failedFuture(dead);
        }
        RecordMetadata metadata =
                new RecordMetadata(
                        place,
                        offset.get(),
                        0,
                        life.time().millis(),
                        record.key() == null ? -1 : record.key().length,
                        value == null ? -1 : value.length);
        if (told != null) {
            told.onCompletion(metadata, null);
        }
        return CompletableFuture.completedFuture(metadata);
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        return List.of(new PartitionInfo(topic, 0, Node.noNode(), new Node[0], new Node[0]));
    }

    @Override
    public void initTransactions() {
        throw withoutTransactions();
    }

    @Override
    public void beginTransaction() {
        throw withoutTransactions();
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        throw withoutTransactions();
    }

    @Override
    public void commitTransaction() {
        throw withoutTransactions();
    }

    @Override
    public void abortTransaction() {
        throw withoutTransactions();
    }

    private static UnsupportedOperationException withoutTransactions() {
        return new UnsupportedOperationException("reports are written without transactions");
    }

    @Override
    public void registerMetricForSubscription(KafkaMetric metric) {}

    @Override
    public void unregisterMetricFromSubscription(KafkaMetric metric) {}

    @Override
    public void flush() {}

    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        return Map.of();
    }

    @Override
    public Uuid clientInstanceId(Duration atMost) {
        return Uuid.ONE_UUID;
    }

    @Override
    public void close() {}

    @Override
    public void close(Duration atMost) {}
}
