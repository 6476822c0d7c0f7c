package dev.waypost.guarantee;

import static org.apache.kafka.common.acl.AclOperation.ALL;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** One process all along: what it is told of is looked at every second. */
    @Test
    void without_a_right_mails_wait_and_go_once_it_is_there() {
        List<String> written =
                List.of(
                        "outbound-mail.status",
                        "outbound-mail.dead-letter",
                        "outbound-mail.retry.1m");
        written.forEach(topic -> give(denied(topic, WRITE)));
        world.publish(0, MAILS);

        try (WaypostProcess waypost =
                world.securedSettings().with("WAYPOST_TOPIC_CHECK_INTERVAL", "1s").start()) {
            Set<String> left = new HashSet<>(written);
            while (!left.isEmpty()) {
                String topic = awaitReasonOf(waypost, left);
                left.remove(topic);
                assertThat(world.topics().lag("waypost", "outbound-mail")).isEqualTo(MAILS);
                assertThat(world.arrived()).isEmpty();

                take(denied(topic, WRITE));
            }
            await().atMost(SOON).untilAsserted(() -> assertThat(world.arrived()).hasSize(MAILS));
            awaitReady(waypost);

            for (AclOperation right : List.of(READ, DESCRIBE)) {
                give(denied("outbound-mail.retry.1m", right));
                awaitReason(waypost, "lacks rights on the topic outbound-mail.retry.1m");
                take(denied("outbound-mail.retry.1m", right));
                awaitReady(waypost);
            }

            give(denied("outbound-mail.dead-letter", WRITE));
            awaitReason(waypost, "outbound-mail.dead-letter: [WRITE]");
            world.publish(MAILS, 2 * MAILS);
            await().atMost(SOON)
                    .until(() -> world.topics().lag("waypost", "outbound-mail") == MAILS);
            assertThat(world.arrived()).hasSize(MAILS);
            assertThat(world.duplicates()).isZero();
        }
    }

    /** One right after the other is told of. */
    private static String awaitReasonOf(WaypostProcess waypost, Set<String> topics) {
        String[] found = new String[1];
        await().atMost(SOON)
                .untilAsserted(
                        () -> {
                            String page = waypost.page("/q/health/ready");
                            assertThat(page).contains("kafka-acls --add");
                            assertThat(topics)
                                    .anySatisfy(
                                            topic -> {
                                                assertThat(page).contains(topic + ": [WRITE]");
                                                found[0] = topic;
                                            });
                        });
        return found[0];
    }

    private static void awaitReady(WaypostProcess waypost) {
        await().atMost(SOON).until(() -> waypost.status("/q/health/ready") == 200);
    }

    private static AclBinding denied(String topic, AclOperation right) {
        return acl(TOPIC, topic, LITERAL, right, DENY);
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
