package dev.waypost.config;

import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Kafka's own settings by their own names: every {@code kafka.*} property reaches every client,
 * those of the routes (Camel finds this factory by its type) and our own. What a route's URI says
 * about the broker is overruled, so that there is one place for it. Any thread.
 */
@Singleton
public class KafkaSettings implements KafkaClientFactory {

    /**
     * How long a producer that is closed waits for a broker that is away; what it has not written
     * by then stays uncommitted. Kafka's own default is for ever.
     */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Map<String, Object> settings;

    @Inject
    public KafkaSettings(@Identifier("default-kafka-broker") Map<String, Object> settings) {
        this.settings = Map.copyOf(settings);
    }

    /** A copy of all settings, to be completed by the caller. */
    public Map<String, Object> copy() {
        return new HashMap<>(settings);
    }

    @Override
    public Producer<?, ?> getProducer(Properties route) {
        return new KafkaProducer<Object, Object>(with(route)) {
            @Override
            public void close() {
                close(FAREWELL);
            }
        };
    }

    @Override
    public Consumer<?, ?> getConsumer(Properties route) {
        return new KafkaConsumer<>(with(route));
    }

    @Override
    public String getBrokers(KafkaConfiguration route) {
        return settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG).toString();
    }

    private Properties with(Properties route) {
        Properties all = new Properties();
        all.putAll(route);
        all.putAll(settings);
        return all;
    }
}
