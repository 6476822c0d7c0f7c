package dev.waypost.guarantee;

import static org.apache.kafka.common.acl.AclOperation.ALL;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.acl.AclPermissionType.ALLOW;
import static org.apache.kafka.common.acl.AclPermissionType.DENY;
import static org.apache.kafka.common.resource.PatternType.LITERAL;
import static org.apache.kafka.common.resource.PatternType.PREFIXED;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.Surroundings;
import dev.waypost.WaypostProcess;
import dev.waypost.kafka.SecuredListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One ACL too few: readiness says which, and no mail goes out whose report could not be written.
 */
class MissingRightsIT {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int MAILS = 30;

    private final Surroundings world = Surroundings.guarded(SecuredListener.SASL_PLAIN);
    private final Admin admin =
            Admin.create(Map.of("bootstrap.servers", world.kafka().bootstrapServers()));

    @BeforeEach
    void allowAll() {
        world.topics().create("outbound-mail", 3);
        world.topics().create("outbound-mail.retry.1m", 3);
        give(acl(TOPIC, "outbound-mail", PREFIXED, ALL, ALLOW));
        give(acl(GROUP, "waypost", PREFIXED, ALL, ALLOW));
    }

    @AfterEach
    void close() {
        admin.close();
        world.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "outbound-mail.status",
                "outbound-mail.dead-letter",
                "outbound-mail.retry.1m"
            })
    void without_the_right_to_write_a_report_mails_wait_and_go_once_it_is_there(String topic) {
        AclBinding denied = acl(TOPIC, topic, LITERAL, WRITE, DENY);
        give(denied);
        world.publish(0, MAILS);

        try (WaypostProcess waypost = world.securedSettings().start()) {
            awaitReason(waypost, "lacks rights on the topic " + topic + ": [WRITE]");
            assertThat(waypost.page("/q/health/ready")).contains("kafka-acls --add");
            assertThat(world.topics().lag("waypost", "outbound-mail")).isEqualTo(MAILS);
            assertThat(world.arrived()).isEmpty();

            take(denied);

            await().atMost(SOON).untilAsserted(() -> assertThat(world.arrived()).hasSize(MAILS));
            await().atMost(SOON).until(() -> waypost.status("/q/health/ready") == 200);
            assertThat(world.duplicates()).isZero();
        }
    }

    @Test
    void a_right_that_is_taken_away_while_mails_flow_stops_them() {
        try (WaypostProcess waypost = world.securedSettings().start().ready()) {
            give(acl(TOPIC, "outbound-mail.dead-letter", LITERAL, WRITE, DENY));
            awaitReason(waypost, "outbound-mail.dead-letter: [WRITE]");

            world.publish(0, MAILS);

            await().atMost(SOON)
                    .until(() -> world.topics().lag("waypost", "outbound-mail") == MAILS);
            assertThat(world.arrived()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"READ", "DESCRIBE"})
    void a_retry_topic_that_cannot_be_read_is_told_of(String right) {
        AclOperation operation = AclOperation.valueOf(right);
        give(acl(TOPIC, "outbound-mail.retry.1m", LITERAL, operation, DENY));

        try (WaypostProcess waypost = world.securedSettings().start()) {
            awaitReason(waypost, "lacks rights on the topic outbound-mail.retry.1m");
            assertThat(waypost.isAlive()).isTrue();
        }
    }

    private static void awaitReason(WaypostProcess waypost, String reason) {
        await(reason)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(waypost.page("/q/health/ready")).contains(reason));
    }

    private static AclBinding acl(
            ResourceType type,
            String name,
            PatternType pattern,
            AclOperation operation,
            AclPermissionType permission) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:waypost", "*", operation, permission));
    }

    private void give(AclBinding acl) {
        done(() -> admin.createAcls(List.of(acl)).all().get());
    }

    private void take(AclBinding acl) {
        done(() -> admin.deleteAcls(List.of(acl.toFilter())).all().get());
    }

    private interface Call {
        void run() throws InterruptedException, ExecutionException;
    }

    private static void done(Call call) {
        try {
            call.run();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
