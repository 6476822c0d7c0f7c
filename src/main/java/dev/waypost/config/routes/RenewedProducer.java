package dev.waypost.config.routes;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.metrics.KafkaMetric;

/**
 * A producer that is made anew where Kafka has not let it in: one that was refused before it had
 * its id never writes again, also when the password is right by then. What the old one has on its
 * way it may bring to its end. Any thread.
 */
final class RenewedProducer implements Producer<byte[], Object> {

    private final Supplier<Producer<byte[], Object>> producers;
    private volatile Producer<byte[], Object> current;
    private boolean closed;

    RenewedProducer(Supplier<Producer<byte[], Object>> producers) {
        this.producers = producers;
        this.current = producers.get();
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], Object> record, Callback then) {
        Producer<byte[], Object> producer = current;
        try {
            return producer.send(
                    record,
                    (metadata, failure) -> {
                        renewAfter(failure, producer);
                        if (then != null) {
                            then.onCompletion(metadata, failure);
                        }
                    });
        } catch (KafkaException e) {
            renewAfter(e, producer);
            throw e;
        }
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], Object> record) {
        return send(record, null);
    }

    /** In the state that it never leaves, the refusal is the cause of what a producer throws. */
    private void renewAfter(Exception failure, Producer<byte[], Object> producer) {
        if (failure instanceof AuthenticationException
                || failure != null && failure.getCause() instanceof AuthenticationException) {
            renew(producer);
        }
    }

    /** Once, however many records it has failed. */
    private void renew(Producer<byte[], Object> refused) {
        synchronized (this) {
            if (current != refused || closed) {
                return;
            }
            current = producers.get();
        }
        // Not under the lock: it waits for its own thread, which may be asking for the lock.
        refused.close();
    }

    @Override
    public synchronized void close() {
        closed = true;
        current.close();
    }

    @Override
    public synchronized void close(Duration atMost) {
        closed = true;
        current.close(atMost);
    }

    @Override
    public void flush() {
        current.flush();
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        return current.partitionsFor(topic);
    }

    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        return current.metrics();
    }

    @Override
    public Uuid clientInstanceId(Duration atMost) {
        return current.clientInstanceId(atMost);
    }

    @Override
    public void registerMetricForSubscription(KafkaMetric metric) {
        current.registerMetricForSubscription(metric);
    }

    @Override
    public void unregisterMetricFromSubscription(KafkaMetric metric) {
        current.unregisterMetricFromSubscription(metric);
    }

    @Override
    public void initTransactions() {
        current.initTransactions();
    }

    @Override
    public void beginTransaction() {
        current.beginTransaction();
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        current.sendOffsetsToTransaction(offsets, group);
    }

    @Override
    public void commitTransaction() {
        current.commitTransaction();
    }

    @Override
    public void abortTransaction() {
        current.abortTransaction();
    }
}
