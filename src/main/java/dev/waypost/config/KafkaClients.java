package dev.waypost.config;

import java.util.Collection;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Makes the Kafka clients that carry mail. Settings are Kafka's own, as {@link KafkaSettings} gives
 * them.
 */
public interface KafkaClients {

    /** Those that talk to a broker. */
    KafkaClients OF_A_BROKER = new BrokerClients();

    /** Asks what is known of topics. */
    interface TopicLookup extends AutoCloseable {

        /** An answer for each name, so that a topic that is away spoils no other's. */
        Map<String, KafkaFuture<TopicDescription>> describe(Collection<String> topics);

        @Override
        void close();
    }

    /**
     * @param receipt what is done with the acknowledgement of a body before its callback
     */
    Producer<byte[], Object> producer(
            Map<String, Object> settings,
            Serializer<Object> bodies,
            BiFunction<Object, Callback, Callback> receipt);

    /** A consumer of a group. */
    Consumer<byte[], byte[]> member(Map<String, Object> settings, PollGuard guard);

    /** A consumer that reads partitions of its own choice. */
    Consumer<byte[], byte[]> reader(Map<String, Object> settings);

    /** Looks at topics. */
    TopicLookup topics(Map<String, Object> settings);
}
