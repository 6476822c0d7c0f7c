package dev.waypost.config;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
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
            ask(() -> new ConsumerConfig(consumer(settings)), given, refusals);
            ask(() -> new ProducerConfig(producer(settings)), given, refusals);
            ask(() -> new AdminClientConfig(new HashMap<>(given)), given, refusals);
        }
        return refusals;
    }

    private static Map<String, Object> consumer(KafkaSettings settings) {
        Class<?> bytes = ByteArrayDeserializer.class;
        Map<String, Object> all =
                settings.member(Map.of(ConsumerConfig.GROUP_ID_CONFIG, "any group"));
        all.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, bytes);
        all.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, bytes);
        return all;
    }

    private static Map<String, Object> producer(KafkaSettings settings) {
        Class<?> bytes = ByteArraySerializer.class;
        Map<String, Object> all = settings.producer(Map.of());
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
