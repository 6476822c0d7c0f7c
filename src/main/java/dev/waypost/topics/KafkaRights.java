package dev.waypost.topics;

import dev.waypost.config.TopicNames;
import dev.waypost.config.WaypostConfig;
import dev.waypost.lane.Lanes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * Whether this user may do what the routes do, asked by calls that change nothing: each topic and
 * group tells what is allowed, and a topic that is missing is created for validation only. A broker
 * that does not tell is believed to allow it. Throws Kafka's own exceptions; one thread; blocks.
 */
public final class KafkaRights {

    private final Admin admin;
    private final WaypostConfig config;

    public KafkaRights(Admin admin, WaypostConfig config) {
        this.admin = admin;
        this.config = config;
    }

    /** One of each topic and group with a right too few; of the status topic first. */
    public List<MissingRight> missing() throws InterruptedException {
        List<MissingRight> missing = new ArrayList<>();
        Map<String, Set<AclOperation>> needed = topics();
        var described =
                admin.describeTopics(
                                needed.keySet(),
                                new DescribeTopicsOptions().includeAuthorizedOperations(true))
                        .topicNameValues();
        for (var each : described.entrySet()) {
            String topic = each.getKey();
            try {
                lacking(needed.get(topic), each.getValue().get().authorizedOperations())
                        .map(lacking -> right("topic", topic, lacking))
                        .ifPresent(missing::add);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    creation(topic).ifPresent(missing::add);
                } else if (e.getCause() instanceof AuthorizationException) {
                    missing.add(right("topic", topic, needed.get(topic)));
                } else if (!(e.getCause() instanceof UnsupportedVersionException)) {
                    throw e.getCause() instanceof KafkaException why ? why : new KafkaException(e);
                }
            }
        }
        missing.addAll(groups());
        return missing;
    }

    private Map<String, Set<AclOperation>> topics() {
        Map<String, Set<AclOperation>> needed = new LinkedHashMap<>();
        EnumSet<AclOperation> source = EnumSet.of(AclOperation.READ, AclOperation.DESCRIBE);
        if (Lanes.of(config).areSeveral()) {
            source.add(AclOperation.WRITE); // for what comes on another lane's topic
        }
        needed.put(config.topic(), source);
        List<OwnTopic> own = new ArrayList<>(OwnTopic.of(config));
        Collections.reverse(own);
        for (OwnTopic topic : own) {
            EnumSet<AclOperation> rights =
                    EnumSet.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE);
            if (topic.name().equals(TopicNames.of(config).deadLetters())) {
                rights.remove(AclOperation.READ);
            }
            if (topic.name().equals(TopicNames.of(config).control())) {
                rights.remove(AclOperation.WRITE); // Without it a pod obeys and cannot say so.
            }
            needed.put(topic.name(), rights);
        }
        return needed;
    }

    private List<MissingRight> groups() throws InterruptedException {
        List<String> groups = Lanes.of(config).groups(config.group());
        List<MissingRight> missing = new ArrayList<>();
        var described =
                admin.describeConsumerGroups(
                                groups,
                                new DescribeConsumerGroupsOptions()
                                        .includeAuthorizedOperations(true))
                        .describedGroups();
        for (String group : groups) {
            try {
                lacking(
                                EnumSet.of(AclOperation.READ),
                                described.get(group).get().authorizedOperations())
                        .map(lacking -> right("group", group, lacking))
                        .ifPresent(missing::add);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof AuthorizationException) {
                    missing.add(right("group", group, EnumSet.of(AclOperation.READ)));
                }
                // A group that is not there yet has nothing to tell.
            }
        }
        return missing;
    }

    /** Whether the topic could be made, without making it. */
    private Optional<MissingRight> creation(String topic) throws InterruptedException {
        NewTopic wanted = new NewTopic(topic, Optional.empty(), Optional.empty());
        KafkaFuture<Void> validated =
                admin.createTopics(List.of(wanted), new CreateTopicsOptions().validateOnly(true))
                        .all();
        try {
            validated.get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(
                    new MissingRight(
                            topic,
                            "there is no topic %s, and Waypost may not create it: %s"
                                    .formatted(topic, e.getCause().getMessage()),
                            "create it, or allow this user CREATE on it; nothing is carried"
                                    + " before",
                            !topic.equals(config.topic())
                                    && !topic.equals(TopicNames.of(config).control())));
        }
    }

    /** Empty where nothing is, or where the broker does not tell. */
    private static Optional<Set<AclOperation>> lacking(
            Set<AclOperation> needed, Collection<AclOperation> allowed) {
        if (allowed == null || allowed.isEmpty() || allowed.contains(AclOperation.ALL)) {
            return Optional.empty();
        }
        Set<AclOperation> lacking = EnumSet.copyOf(needed);
        lacking.removeAll(allowed);
        return lacking.isEmpty() ? Optional.empty() : Optional.of(lacking);
    }

    private static MissingRight right(String kind, String name, Set<AclOperation> lacking) {
        StringBuilder options = new StringBuilder();
        lacking.forEach(operation -> options.append(" --operation ").append(operation));
        return new MissingRight(
                name,
                "this user lacks rights on the %s %s: %s".formatted(kind, name, lacking),
                "kafka-acls --add --allow-principal User:NAME%s --%s '%s'"
                        .formatted(options, kind, name),
                lacking.contains(AclOperation.WRITE));
    }

    /**
     * Something that this user may not do in Kafka and that the routes do.
     *
     * @param on name of the topic or group
     * @param message what is missing
     * @param advice what to do about it
     * @param losesReports whether what becomes of a mail could not be written
     */
    public record MissingRight(String on, String message, String advice, boolean losesReports) {

        @Override
        public String toString() {
            return message + "; " + advice;
        }
    }
}
