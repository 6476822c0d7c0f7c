package dev.waypost.ops.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.Surroundings;
import dev.waypost.WaypostProcess;
import dev.waypost.kafka.SecuredListener;
import dev.waypost.ops.Settings;
import dev.waypost.topics.OwnTopic;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The topics and rights in {@code k8s/components/strimzi}, on a broker that allows nothing else.
 */
class StrimziIT {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int MAILS = 20;

    private final Manifests rendered = Manifests.of(Path.of("k8s/overlays/kafka"));

    @ParameterizedTest
    @ValueSource(strings = {"", "high,bulk"})
    void the_topics_are_those_of_the_schedule_and_keep_records_as_long_as_they_must(String lanes) {
        Manifests rendered =
                lanes.isEmpty()
                        ? this.rendered
                        : Manifests.ofBaseWith(List.of("strimzi", "lanes", "strimzi/lanes"));
        Map<String, Map<String, Object>> made =
                rendered.all(KafkaTopic.class).stream()
                        .collect(
                                Collectors.toMap(
                                        topic -> topic.getMetadata().getName(),
                                        topic -> topic.getSpec().getConfig()));
        List<OwnTopic> own =
                OwnTopic.of(
                        Settings.of(Map.of("waypost.relay.host", "any", "waypost.lanes", lanes)));

        assertThat(made).containsKey("outbound-mail").hasSize(own.size() + 1);
        long kept = number(made.get("outbound-mail"), "retention.ms");
        long largest = number(made.get("outbound-mail"), "max.message.bytes");
        for (OwnTopic topic : own) {
            assertThat(made).containsKey(topic.name());
            Map<String, Object> config = made.get(topic.name());
            assertThat(number(config, "retention.ms"))
                    .isGreaterThanOrEqualTo(Math.max(kept, topic.wanted().toMillis()));
            assertThat(number(config, "max.message.bytes")).isGreaterThanOrEqualTo(2 * largest);
            assertThat(number(config, "retention.bytes")).isEqualTo(-1);
        }
        assertThat(made.values())
                .allSatisfy(
                        config ->
                                assertThat(config)
                                        .containsEntry("cleanup.policy", "delete")
                                        .containsEntry("min.insync.replicas", 2));
    }

    private static long number(Map<String, Object> config, String name) {
        return ((Number) config.get(name)).longValue();
    }

    @Test
    void the_rights_are_enough_to_carry_put_off_give_up_and_replay() throws Exception {
        try (Surroundings world = Surroundings.guarded(SecuredListener.SASL_PLAIN)) {
            apply(world.kafka().bootstrapServers());
            world.relay()
                    .onAllPorts()
                    .whenRecipient("user1@example.org")
                    .reply("450 4.2.0 later")
                    .times(1);
            world.relay().onAllPorts().whenRecipient("user2@example.org").reply("550 5.1.1 no");
            try (WaypostProcess waypost =
                    world.securedSettings().with("WAYPOST_RETRY_SCHEDULE", "1m").start().ready()) {
                world.publish(0, MAILS);
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(world.arrived()).hasSize(MAILS - 2));
                world.topics().awaitRecords("outbound-mail.retry.1m", 1, SOON);
                world.topics().awaitRecords("outbound-mail.dead-letter", 1, SOON);
                world.topics().awaitRecords("outbound-mail.status", MAILS, SOON);
                await().atMost(SOON)
                        .until(() -> world.topics().lag("waypost", "outbound-mail") == 0);

                assertThat(run(world, "dead-letters", "replay", "--all", "--verbose"))
                        .contains("m-2");
                world.topics().awaitRecords("outbound-mail.retry.1m", 2, SOON);
                assertThat(run(world, "doctor"))
                        .contains("outbound-mail.status")
                        .doesNotContain("lacks rights")
                        .doesNotContain("no such topic");
                assertThat(waypost.page("/q/health/ready")).doesNotContain("not authorized");
                assertThat(waypost.log()).doesNotContain("uthorization");
            }
        }
    }

    private static String run(Surroundings world, String... words) {
        try (WaypostProcess command = world.securedSettings().arguments(words).start()) {
            command.exitCode(SOON);
            return command.log();
        }
    }

    /** As the operators would, but for the replicas. */
    private void apply(String bootstrapServers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            List<NewTopic> topics = new ArrayList<>();
            for (KafkaTopic topic : rendered.all(KafkaTopic.class)) {
                topics.add(
                        new NewTopic(topic.getMetadata().getName(), 3, (short) 1)
                                .configs(oneReplica(topic.getSpec().getConfig())));
            }
            admin.createTopics(topics).all().get();
            KafkaUser user = rendered.only(KafkaUser.class).orElseThrow();
            List<AclBinding> acls = new ArrayList<>();
            for (AclRule rule :
                    ((KafkaUserAuthorizationSimple) user.getSpec().getAuthorization()).getAcls()) {
                rule.getOperations()
                        .forEach(operation -> acls.add(allow(rule, operation.toValue())));
            }
            admin.createAcls(acls).all().get();
        }
    }

    private static Map<String, String> oneReplica(Map<String, Object> config) {
        return config.entrySet().stream()
                .filter(each -> !each.getKey().equals("min.insync.replicas"))
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().toString()));
    }

    private static AclBinding allow(AclRule rule, String operation) {
        ResourcePattern pattern;
        if (rule.getResource() instanceof AclRuleTopicResource topic) {
            boolean prefix = topic.getPatternType().toValue().equals("prefix");
            pattern =
                    new ResourcePattern(
                            ResourceType.TOPIC,
                            topic.getName(),
                            prefix ? PatternType.PREFIXED : PatternType.LITERAL);
        } else {
            AclRuleGroupResource group = (AclRuleGroupResource) rule.getResource();
            pattern = new ResourcePattern(ResourceType.GROUP, group.getName(), PatternType.LITERAL);
        }
        AclOperation kafkas =
                List.of(AclOperation.values()).stream()
                        .filter(each -> each.name().replace("_", "").equalsIgnoreCase(operation))
                        .findFirst()
                        .orElseThrow();
        return new AclBinding(
                pattern,
                new AccessControlEntry("User:waypost", "*", kafkas, AclPermissionType.ALLOW));
    }
}
