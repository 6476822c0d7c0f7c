package dev.waypost.ops.doctor;

import dev.waypost.config.WaypostConfig;
import dev.waypost.ops.Finding;
import dev.waypost.topics.OwnTopic;
import java.util.ArrayList;
import java.util.Collection;
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
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Whether this user may do what the routes do, asked by calls that change nothing: each topic and
 * group tells what is allowed, and a topic that is missing is created for validation only. One
 * thread; blocks.
 */
final class KafkaRights {

    private final Admin admin;
    private final WaypostConfig config;

    KafkaRights(Admin admin, WaypostConfig config) {
        this.admin = admin;
        this.config = config;
    }

    /** An error for each topic and group with a right too few. */
    List<Finding> findings() throws InterruptedException, ExecutionException {
        List<Finding> findings = new ArrayList<>();
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
                        .map(lacking -> finding("topic", topic, lacking))
                        .ifPresent(findings::add);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    creation(topic).ifPresent(findings::add);
                } else if (e.getCause() instanceof AuthorizationException) {
                    findings.add(finding("topic", topic, EnumSet.of(AclOperation.DESCRIBE)));
                } else {
                    throw e;
                }
            }
        }
        findings.addAll(groups());
        return findings;
    }

    private Map<String, Set<AclOperation>> topics() {
        Map<String, Set<AclOperation>> needed = new LinkedHashMap<>();
        needed.put(config.topic(), EnumSet.of(AclOperation.READ, AclOperation.DESCRIBE));
        for (OwnTopic topic : OwnTopic.of(config)) {
            needed.put(
                    topic.name(),
                    topic.name().endsWith(".dead-letter")
                            ? EnumSet.of(AclOperation.WRITE, AclOperation.DESCRIBE)
                            : EnumSet.of(
                                    AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE));
        }
        return needed;
    }

    private List<Finding> groups() throws InterruptedException, ExecutionException {
        List<String> groups = List.of(config.group(), config.group() + ".retry");
        List<Finding> findings = new ArrayList<>();
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
                        .map(lacking -> finding("group", group, lacking))
                        .ifPresent(findings::add);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof AuthorizationException) {
                    findings.add(finding("group", group, EnumSet.of(AclOperation.READ)));
                }
                // A group that is not there yet has nothing to tell.
            }
        }
        return findings;
    }

    /** Whether the topic could be made, without making it. */
    private Optional<Finding> creation(String topic) throws InterruptedException {
        NewTopic wanted = new NewTopic(topic, Optional.empty(), Optional.empty());
        KafkaFuture<Void> validated =
                admin.createTopics(List.of(wanted), new CreateTopicsOptions().validateOnly(true))
                        .all();
        try {
            validated.get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(
                    Finding.error(
                            topic,
                            "there is no such topic, and Waypost may not create it: "
                                    + e.getCause().getMessage(),
                            "create it, or allow this user CREATE on it; nothing is carried"
                                    + " before"));
        }
    }

    /** Empty where nothing is, or where the broker does not tell. */
    private static Optional<Set<AclOperation>> lacking(
            Set<AclOperation> needed, Collection<AclOperation> allowed) {
        if (allowed == null || allowed.contains(AclOperation.ALL)) {
            return Optional.empty();
        }
        Set<AclOperation> lacking = EnumSet.copyOf(needed);
        lacking.removeAll(allowed);
        return lacking.isEmpty() ? Optional.empty() : Optional.of(lacking);
    }

    private static Finding finding(String kind, String name, Set<AclOperation> lacking) {
        StringBuilder options = new StringBuilder();
        lacking.forEach(operation -> options.append(" --operation ").append(operation));
        return Finding.error(
                name,
                "this user lacks rights on the %s: %s".formatted(kind, lacking),
                "kafka-acls --add --allow-principal User:NAME%s --%s '%s'"
                        .formatted(options, kind, name));
    }
}
