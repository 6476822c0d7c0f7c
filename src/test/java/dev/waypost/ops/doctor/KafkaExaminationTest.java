package dev.waypost.ops.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.config.KafkaSettings;
import dev.waypost.kafka.EmbeddedKafka;
import dev.waypost.ops.Finding;
import dev.waypost.ops.Finding.Severity;
import dev.waypost.ops.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
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

    private void create(String topic, Map<String, String> with) throws Exception {
        try (Admin admin = Admin.create(settings)) {
            NewTopic wanted = new NewTopic(topic, Optional.empty(), Optional.empty());
            admin.createTopics(List.of(wanted.configs(with))).all().get();
        }
    }

    private Finding on(String topic) {
        return new KafkaExamination(
                        new KafkaSettings(settings),
                        Settings.of(Map.of("waypost.relay.host", "relay.example.org")),
                        Duration.ofSeconds(30))
                .findings().stream()
                        .filter(finding -> finding.subject().equals(topic))
                        .findAny()
                        .orElseThrow();
    }
}
