package dev.waypost.ops.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.config.KafkaSettings;
import dev.waypost.kafka.EmbeddedKafka;
import dev.waypost.kafka.SecuredListener;
import dev.waypost.ops.Finding;
import dev.waypost.ops.Finding.Severity;
import dev.waypost.ops.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaExaminationTest {

    private final EmbeddedKafka kafka = EmbeddedKafka.started();
    private final Map<String, Object> settings =
            Map.of("bootstrap.servers", kafka.bootstrapServers());

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void a_topic_that_takes_less_than_the_source_is_found_with_what_mends_it() throws Exception {
        create("outbound-mail", Map.of("max.message.bytes", "3145728"));
        create("outbound-mail.status", Map.of("max.message.bytes", "3145728"));
        create("outbound-mail.dead-letter", Map.of());

        assertThat(on("outbound-mail").severity()).isEqualTo(Severity.OK);
        assertThat(on("outbound-mail.status").severity()).isEqualTo(Severity.OK);
        assertThat(on("outbound-mail.retry.1m").message()).startsWith("there is no such topic");
        assertThat(on("outbound-mail.dead-letter").severity()).isEqualTo(Severity.WARNING);
        assertThat(on("outbound-mail.dead-letter").toString())
                .contains("takes records of 1048588 bytes at most, but outbound-mail of 3145728")
                .contains("--add-config 'max.message.bytes=6356992'");
    }

    @Test
    void a_fresh_cluster_is_well() {
        assertThat(findings(settings)).isNotEmpty().allMatch(Finding::isOk);
    }

    @Test
    void rights_that_the_routes_need_and_this_user_lacks_are_told_with_what_gives_them()
            throws Exception {
        try (EmbeddedKafka guarded = EmbeddedKafka.guarded(SecuredListener.SASL_PLAIN);
                Admin admin =
                        Admin.create(Map.of("bootstrap.servers", guarded.bootstrapServers()))) {
            admin.createTopics(
                            List.of(
                                    new NewTopic("outbound-mail", 1, (short) 1),
                                    new NewTopic("outbound-mail.status", 1, (short) 1)))
                    .all()
                    .get();
            admin.createAcls(
                            List.of(
                                    allow(ResourceType.TOPIC, "outbound-mail", AclOperation.READ),
                                    allow(ResourceType.GROUP, "waypost", AclOperation.READ),
                                    allow(
                                            ResourceType.TOPIC,
                                            "outbound-mail.status",
                                            AclOperation.READ)))
                    .all()
                    .get();

            List<Finding> errors =
                    findings(guarded.login()).stream().filter(Finding::isError).toList();

            assertThat(errors)
                    .extracting(Finding::subject)
                    .contains(
                            "outbound-mail.status",
                            "outbound-mail.dead-letter",
                            "outbound-mail.retry.1m",
                            "waypost.retry")
                    .doesNotContain("outbound-mail", "waypost");
            assertThat(errors.toString())
                    .contains("--operation WRITE --topic 'outbound-mail.status'")
                    .contains("--operation READ --group 'waypost.retry'");
        }
    }

    @Test
    void a_broker_that_does_not_know_the_password_is_told_apart_from_one_that_is_silent() {
        try (EmbeddedKafka guarded = EmbeddedKafka.guarded(SecuredListener.SASL_PLAIN)) {
            Map<String, String> login = new HashMap<>(guarded.login());
            login.computeIfPresent(
                    "sasl.jaas.config", (key, jaas) -> jaas.replace("client-secret", "guess"));

            assertThat(findings(login))
                    .singleElement()
                    .matches(Finding::isError)
                    .extracting(Finding::message)
                    .asString()
                    .startsWith("the Kafka broker does not let this user in")
                    .doesNotContain("guess");
        }
    }

    private static AclBinding allow(ResourceType type, String name, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry("User:waypost", "*", operation, AclPermissionType.ALLOW));
    }

    private void create(String topic, Map<String, String> with) throws Exception {
        try (Admin admin = Admin.create(settings)) {
            NewTopic wanted = new NewTopic(topic, Optional.empty(), Optional.empty());
            admin.createTopics(List.of(wanted.configs(with))).all().get();
        }
    }

    private Finding on(String topic) {
        return findings(settings).stream()
                .filter(finding -> finding.subject().equals(topic))
                .findAny()
                .orElseThrow();
    }

    private static List<Finding> findings(Map<String, ?> kafka) {
        return new KafkaExamination(
                        new KafkaSettings(kafka),
                        Settings.of(Map.of("waypost.relay.host", "relay.example.org")),
                        Duration.ofSeconds(30))
                .findings();
    }
}
