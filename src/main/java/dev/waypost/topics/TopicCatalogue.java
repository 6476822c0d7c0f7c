package dev.waypost.topics;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jboss.logging.Logger;

/** The topics of a cluster: how they are, and new ones. Throws Kafka's own exceptions; blocks. */
public final class TopicCatalogue {

    private static final Logger LOG = Logger.getLogger(TopicCatalogue.class);

    private static final Duration SIGHT = Duration.ofSeconds(2);

    private final Admin admin;

    public TopicCatalogue(Admin admin) {
        this.admin = admin;
    }

    /** Those of the topics that exist and that this user may see. */
    Map<String, TopicState> states(Collection<String> topics) throws InterruptedException {
        Map<String, TopicDescription> found = new HashMap<>();
        for (var each : admin.describeTopics(topics).topicNameValues().entrySet()) {
            described(each.getValue()).ifPresent(it -> found.put(each.getKey(), it));
        }
        List<ConfigResource> resources =
                found.keySet().stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList();
        Map<String, TopicState> states = new HashMap<>();
        for (var each : admin.describeConfigs(resources).values().entrySet()) {
            String name = each.getKey().name();
            states.put(name, state(found.get(name), each.getValue()));
        }
        return states;
    }

    private static Optional<TopicDescription> described(KafkaFuture<TopicDescription> topic)
            throws InterruptedException {
        try {
            return Optional.of(get(topic));
        } catch (UnknownTopicOrPartitionException | AuthorizationException e) {
            return Optional.empty();
        }
    }

    private static TopicState state(TopicDescription topic, KafkaFuture<Config> settings)
            throws InterruptedException {
        Collection<ConfigEntry> entries;
        try {
            entries = get(settings).entries();
        } catch (AuthorizationException
                | UnsupportedVersionException
                | UnknownTopicOrPartitionException e) {
            LOG.debugf(e, "the settings of topic %s cannot be read", topic.name());
            entries = List.of();
        }
        Map<String, String> inForce =
                entries.stream()
                        .filter(entry -> entry.value() != null)
                        .collect(toMap(ConfigEntry::name, ConfigEntry::value));
        Set<String> own =
                entries.stream()
                        .filter(
                                entry ->
                                        entry.source()
                                                == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                        .map(ConfigEntry::name)
                        .collect(toSet());
        int replicas =
                topic.partitions().stream()
                        .mapToInt(partition -> partition.replicas().size())
                        .min()
                        .orElse(0);
        return new TopicState(topic.name(), topic.partitions().size(), replicas, inForce, own);
    }

    /** Creates the topic of mail events as the broker makes topics. */
    void create(String topic) throws InterruptedException {
        create(new NewTopic(topic, Optional.empty(), Optional.empty()));
    }

    /** Creates a topic with the partitions and replicas of the source, and its terms. */
    void create(OwnTopic topic, TopicTerms terms) throws InterruptedException {
        TopicState source = terms.source();
        NewTopic wanted =
                new NewTopic(
                        topic.name(),
                        Optional.of(source.partitions()),
                        Optional.of((short) source.replicas()));
        KafkaException refused = null;
        for (Map<String, String> settings : terms.settings(topic)) {
            try {
                create(wanted.configs(settings));
                return;
            } catch (InvalidConfigurationException | PolicyViolationException e) {
                LOG.warnf(
                        "the broker does not let topic %s be created with %s (%s)",
                        topic.name(), settings, e.getMessage());
                refused = e;
            }
        }
        throw refused;
    }

    private void create(NewTopic topic) throws InterruptedException {
        try {
            get(admin.createTopics(List.of(topic)).all());
            LOG.infof("created topic %s", topic.name());
        } catch (TopicExistsException e) {
            // Another pod was faster, or this user may not see it.
            LOG.debugf("topic %s exists", topic.name());
        }
        awaitSight(topic.name());
    }

    /** The controller has it at once, the brokers a moment later. */
    private void awaitSight(String topic) throws InterruptedException {
        long until = System.nanoTime() + SIGHT.toNanos();
        while (states(List.of(topic)).isEmpty() && System.nanoTime() < until) {
            Thread.sleep(20);
        }
    }

    private static <T> T get(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException why ? why : new KafkaException(e);
        }
    }
}
