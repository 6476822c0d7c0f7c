package dev.waypost.config;

import io.smallrye.config.SmallRyeConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.eclipse.microprofile.config.Config;

/**
 * The one source of Kafka settings for every client: those of the routes, of the status tail, of
 * the commands and of health. A {@code kafka.*} property ({@code KAFKA_*}) is Kafka's own setting
 * of that name; it overrules what a route or Waypost would choose, but not {@link KafkaPromise}.
 * Any thread.
 */
@Singleton
public class KafkaSettings {

    private static final String PREFIX = "kafka.";

    /**
     * The only setting whose empty value means something: names in certificates are not checked.
     */
    private static final String NAME_CHECK = "ssl.endpoint.identification.algorithm";

    /**
     * What Kafka refuses beside {@code group.protocol=consumer} (KIP-848): the broker has the say.
     */
    private static final Set<String> CLASSIC_ONLY =
            Set.of(
                    ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                    ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);

    private final Map<String, Object> given;

    @Inject
    KafkaSettings(Config config) {
        this(given(config));
    }

    /** For tests: Kafka's own names, without prefix. */
    public KafkaSettings(Map<String, ?> given) {
        this.given = Map.copyOf(given);
    }

    /**
     * Not Quarkus' own map of them: that one adds a {@code group.id} which nobody has set, and so
     * could not tell whether a user did.
     */
    private static Map<String, Object> given(Config config) {
        Map<String, Object> given = new TreeMap<>();
        for (String name : config.unwrap(SmallRyeConfig.class).getLatestPropertyNames()) {
            String key = name.toLowerCase(Locale.ROOT).replace('_', '.');
            if (key.startsWith(PREFIX)) {
                String value = config.getConfigValue(key).getValue();
                String setting = key.substring(PREFIX.length());
                if (value != null && (!value.isBlank() || setting.equals(NAME_CHECK))) {
                    given.put(setting, value);
                }
            }
        }
        return given;
    }

    /** Why what the user has set cannot be, by setting; empty where it can. */
    public Map<String, String> refusals() {
        return brokers().isEmpty() ? KafkaPromise.broken(given) : KafkaRefusals.of(this, given);
    }

    /**
     * @throws RefusedSettings where what the user has set cannot be
     */
    public void require() {
        Map<String, String> refusals = refusals();
        if (!refusals.isEmpty()) {
            throw new RefusedSettings(refusals);
        }
    }

    /** The brokers to begin with; empty where none are named. */
    public String brokers() {
        return given.getOrDefault(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "").toString();
    }

    /** For an admin client that gives up on a broker after this time. */
    public Map<String, Object> admin(Duration patience) {
        Map<String, Object> all = new HashMap<>(given);
        all.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        all.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        return all;
    }

    /** For a consumer of a group, with these options where the user has set nothing else. */
    public Map<String, Object> member(Map<String, Object> options) {
        Map<String, Object> all = new HashMap<>(options);
        if (isConsumerProtocol()) {
            all.keySet().removeAll(CLASSIC_ONLY);
        }
        all.putAll(given);
        all.putAll(KafkaPromise.CONSUMER);
        return all;
    }

    /** For a consumer that reads partitions of its own choice and belongs to no group. */
    public Map<String, Object> reader(Map<String, Object> options) {
        Map<String, Object> all = new HashMap<>(options);
        all.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, KafkaPromise.ISOLATION);
        all.putAll(given);
        all.keySet().removeIf(key -> key.startsWith("group."));
        all.putAll(KafkaPromise.CONSUMER);
        return all;
    }

    /** For a producer, with these options where the user has set nothing else. */
    public Map<String, Object> producer(Map<String, Object> options) {
        Map<String, Object> all = new HashMap<>(options);
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, KafkaPromise.REPORT_TIMEOUT);
        all.putAll(given);
        all.putAll(KafkaPromise.PRODUCER);
        return all;
    }

    /** Why Kafka would make no consumer of a group with these options; empty where it would. */
    public Optional<String> refusedMember(Map<String, Object> options) {
        return KafkaRefusals.ofMember(this, options);
    }

    /** The same for a producer. */
    public Optional<String> refusedProducer(Map<String, Object> options) {
        return KafkaRefusals.ofProducer(this, options);
    }

    private boolean isConsumerProtocol() {
        return GroupProtocol.CONSUMER
                .name()
                .equalsIgnoreCase(String.valueOf(given.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG)));
    }
}
