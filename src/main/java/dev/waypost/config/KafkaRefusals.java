package dev.waypost.config;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Why Kafka settings cannot be: by {@link KafkaPromise}, or because Kafka's clients would not take
 * them. Asks no broker: a client that is refused at its start would be tried for ever.
 */
final class KafkaRefusals {

    private KafkaRefusals() {}

    /** What is wrong, by the whole key of a setting; never says a secret. */
    static Map<String, String> of(KafkaSettings settings, Map<String, Object> given) {
        Map<String, String> refusals = new TreeMap<>(KafkaPromise.broken(given));
        if (refusals.isEmpty()) {
            ask(() -> new ConsumerConfig(consumer(settings, Map.of())), given, refusals);
            ask(() -> new ProducerConfig(producer(settings, Map.of())), given, refusals);
            ask(() -> new AdminClientConfig(new HashMap<>(given)), given, refusals);
        }
        return refusals;
    }

    /** What Kafka says of a consumer with these options; empty where it would be one. */
    static Optional<String> ofMember(KafkaSettings settings, Map<String, Object> options) {
        Map<String, Object> all = consumer(settings, options);
        return refused(all, () -> begins(new ConsumerConfig(all)));
    }

    /** What Kafka says of a producer with these options; empty where it would be one. */
    static Optional<String> ofProducer(KafkaSettings settings, Map<String, Object> options) {
        Map<String, Object> all = producer(settings, options);
        return refused(all, () -> new ProducerConfig(all));
    }

    private static Optional<String> refused(Map<String, Object> all, Runnable client) {
        all.putIfAbsent(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
        try {
            client.run();
            return Optional.empty();
        } catch (KafkaException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** What a consumer says only when it begins. */
    private static void begins(ConsumerConfig config) {
        int session = config.getInt(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
        if (config.getInt(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG) >= session) {
            throw new ConfigException("heartbeatIntervalMs must be less than sessionTimeoutMs");
        }
        ConsumerPartitionAssignor.getAssignorInstances(
                config.getList(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG),
                config.originals());
    }

    private static Map<String, Object> consumer(
            KafkaSettings settings, Map<String, Object> options) {
        Class<?> bytes = ByteArrayDeserializer.class;
        Map<String, Object> all = settings.member(options);
        all.putIfAbsent(ConsumerConfig.GROUP_ID_CONFIG, "any group");
        all.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, bytes);
        all.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, bytes);
        return all;
    }

    private static Map<String, Object> producer(
            KafkaSettings settings, Map<String, Object> options) {
        Class<?> bytes = ByteArraySerializer.class;
        Map<String, Object> all = settings.producer(options);
        all.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, bytes);
        all.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, bytes);
        return all;
    }

    private static void ask(
            Runnable client, Map<String, Object> given, Map<String, String> refusals) {
        try {
            client.run();
        } catch (ConfigException e) {
            String told = e.getMessage();
            String setting =
                    given.keySet().stream()
                            .filter(told::contains)
                            .max(Comparator.comparingInt(String::length))
                            .orElse("");
            refusals.putIfAbsent("kafka." + setting, "is refused by Kafka: " + told);
        }
    }
}
