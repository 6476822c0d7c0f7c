package dev.waypost.config;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/** Kafka's own clients, which talk to a broker. Any thread. */
final class BrokerClients implements KafkaClients {

    /**
     * How long a producer that is closed waits for a broker that is away; what it has not written
     * by then stays uncommitted. Kafka's own default is for ever.
     */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    @Override
    public Producer<byte[], Object> producer(
            Map<String, Object> settings,
            Serializer<Object> bodies,
            BiFunction<Object, Callback, Callback> receipt) {
        return new KafkaProducer<>(settings, new ByteArraySerializer(), bodies) {
            @Override
            public Future<RecordMetadata> send(
                    ProducerRecord<byte[], Object> record, Callback then) {
                return super.send(record, receipt.apply(record.value(), then));
            }

            @Override
            public void close() {
                close(FAREWELL);
            }
        };
    }

    @Override
    public Consumer<byte[], byte[]> member(Map<String, Object> settings, PollGuard guard) {
        return new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()) {
            @Override
            public ConsumerRecords<byte[], byte[]> poll(Duration atMost) {
                return guard.poll(this, () -> super.poll(atMost));
            }
        };
    }

    @Override
    public Consumer<byte[], byte[]> reader(Map<String, Object> settings) {
        return new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public TopicLookup topics(Map<String, Object> settings) {
        Admin admin = Admin.create(settings);
        return new TopicLookup() {
            @Override
            public Map<String, KafkaFuture<TopicDescription>> describe(Collection<String> topics) {
                return admin.describeTopics(topics).topicNameValues();
            }

            @Override
            public void close() {
                admin.close(Duration.ZERO);
            }
        };
    }
}
