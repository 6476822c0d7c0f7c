package dev.waypost.config.routes;

import dev.waypost.config.Accountable;
import dev.waypost.config.KafkaClients;
import dev.waypost.config.KafkaPromise;
import dev.waypost.config.KafkaSettings;
import dev.waypost.config.PollGuard;
import dev.waypost.config.WaypostConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.component.kafka.PollOnError;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The {@code kafka:} component of the routes, whose clients have their settings from {@link
 * KafkaSettings}. What all routes share stands here; what a route's URI says about a broker or
 * against the promise is overruled. Any thread.
 */
@Singleton
public class RouteClients implements KafkaClientFactory {

    private final KafkaClients clients;
    private final KafkaSettings settings;
    private final Serializer<Object> bodies;
    private final PollGuard guard;

    /**
     * Of a poll. It is worth its while from a quarter of the window on; what finds no room there
     * would have to be fetched again, a megabyte at a time.
     */
    private final int mostRecords;

    @Inject
    public RouteClients(
            KafkaClients clients,
            KafkaSettings settings,
            Serializer<Object> bodies,
            PollGuard guard,
            WaypostConfig config) {
        this.clients = clients;
        this.settings = settings;
        this.bodies = bodies;
        this.guard = guard;
        this.mostRecords = Math.max(1, Math.min(16, config.delivery().concurrency() / 4));
    }

    /**
     * Under the name of Camel's own, and with its factory: a component that Camel makes itself for
     * a {@code camel.component.kafka.*} property never asks for one.
     */
    @Produces
    @Singleton
    @Named("kafka")
    KafkaComponent component() {
        KafkaComponent component = new KafkaComponent();
        component.setKafkaClientFactory(this);
        component.setConfiguration(shared());
        return component;
    }

    /** What every {@code kafka:} endpoint begins with. */
    KafkaConfiguration shared() {
        KafkaConfiguration shared = new KafkaConfiguration();
        // Camel starts no consumer without; the clients ask getBrokers.
        shared.setBrokers(settings.brokers());
        shared.setAutoCommitEnable(false);
        shared.setAutoOffsetReset("earliest");
        shared.setIsolationLevel(KafkaPromise.ISOLATION);
        shared.setPollOnError(PollOnError.RETRY);
        shared.setMaxPollRecords(mostRecords);
        shared.setPollTimeoutMs(100L);
        // How long a killed pod's partitions stay without a mail.
        shared.setSessionTimeoutMs(10_000);
        shared.setHeartbeatIntervalMs(3_000);
        // New retry topics and new partitions are found within this time.
        shared.setMetadataMaxAgeMs(5_000);
        // One that outlives a young collection is cleared away by a full one only.
        shared.setFetchMaxBytes(4 << 20);
        shared.setPartitionAssignor(CooperativeStickyAssignor.class.getName());
        shared.setMaxRequestSize(KafkaPromise.LARGEST_REQUEST);
        shared.setBufferMemorySize(KafkaPromise.LARGEST_REQUEST);
        shared.setKeySerializer(ByteArraySerializer.class.getName());
        // By another name than those of Kafka's serializers, for which Camel converts the body.
        shared.setValueSerializer(bodies.getClass().getName());
        return shared;
    }

    @Override
    public Producer<?, ?> getProducer(Properties route) {
        Map<String, Object> wanted = settings.producer(options(route));
        return new RenewedProducer(() -> clients.producer(wanted, bodies, RouteClients::receipt));
    }

    /** The receipt comes first: what follows may ask for it. */
    private static Callback receipt(Object body, Callback then) {
        return !(body instanceof Accountable accountable)
                ? then
                : (metadata, failure) -> {
                    if (failure == null) {
                        accountable.acknowledged(metadata.topic());
                    }
                    if (then != null) {
                        then.onCompletion(metadata, failure);
                    }
                };
    }

    @Override
    public Consumer<?, ?> getConsumer(Properties route) {
        return clients.member(settings.member(options(route)), guard);
    }

    @Override
    public String getBrokers(KafkaConfiguration route) {
        return settings.brokers();
    }

    private static Map<String, Object> options(Properties route) {
        Map<String, Object> options = new HashMap<>();
        route.forEach((key, value) -> options.put(key.toString(), value));
        return options;
    }
}
