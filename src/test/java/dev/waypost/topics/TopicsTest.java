package dev.waypost.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.config.KafkaSettings;
import dev.waypost.config.WaypostConfig;
import dev.waypost.kafka.EmbeddedKafka;
import dev.waypost.ops.Settings;
import dev.waypost.report.ReportObstacle;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicsTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final EmbeddedKafka kafka = EmbeddedKafka.started();
    private final Map<String, Object> settings =
            Map.of("bootstrap.servers", kafka.bootstrapServers());
    private final Admin admin = Admin.create(settings);
    private final TopicCatalogue catalogue = new TopicCatalogue(admin);
    private final WaypostConfig config =
            Settings.of(
                    Map.of(
                            "waypost.relay.host", "relay.example.org",
                            "waypost.topic-check-interval", "1s",
                            "waypost.retry.schedule", "1m,5m"));
    private final List<String> all =
            List.of(
                    "outbound-mail",
                    "outbound-mail.retry.1m",
                    "outbound-mail.retry.5m",
                    "outbound-mail.retry.1d",
                    "outbound-mail.control",
                    "outbound-mail.dead-letter",
                    "outbound-mail.status");
    private final Topics topics =
            new Topics(config, new KafkaSettings(settings), new ReportObstacle());

    @AfterEach
    void close() {
        topics.onShutdown(null);
        admin.close();
        kafka.close();
    }

    @Test
    void what_is_missing_is_created_after_the_source_and_is_well_by_its_own_rules()
            throws Exception {
        create("outbound-mail", 5, Map.of("max.message.bytes", "5000000"));

        topics.beforeConfigure(null);
        awaitAll();

        for (String topic : all.subList(1, 6)) {
            TopicState state = catalogue.states(List.of(topic)).get(topic);
            assertThat(state.partitions()).as(topic).isEqualTo(5);
            assertThat(state.number("max.message.bytes").orElse(0)).as(topic).isEqualTo(10065536);
        }
        assertThat(TopicReview.of(config, catalogue))
                .isEqualTo(new TopicReview(Set.of(), List.of()));
    }

    @Test
    void where_there_is_no_source_it_is_created_too() throws Exception {
        topics.beforeConfigure(null);

        awaitAll();
    }

    @Test
    void what_is_deleted_while_running_is_created_again() throws Exception {
        topics.beforeConfigure(null);
        awaitAll();

        List<String> some = List.of("outbound-mail.status", "outbound-mail.retry.5m");
        Set<Uuid> former = ids(some);

        admin.deleteTopics(some).all().get();

        await("created again")
                .atMost(LONG)
                .ignoreExceptions()
                .until(() -> Collections.disjoint(ids(some), former));
    }

    @Test
    void what_exists_is_not_altered_but_its_faults_are_found() throws Exception {
        create("outbound-mail", 3, Map.of("max.message.bytes", "5000000"));
        create("outbound-mail.dead-letter", 1, Map.of("cleanup.policy", "compact"));
        create("outbound-mail.high", 1, Map.of());

        topics.beforeConfigure(null);
        awaitAll();

        TopicReview review = TopicReview.of(config, catalogue);
        assertThat(review.faults()).hasSize(2);
        assertThat(review.faults().get(1))
                .hasToString(
                        "the topic outbound-mail.high is read by nobody, for waypost.lanes"
                                + " (WAYPOST_LANES) does not name its lane; name it there, or delete"
                                + " the topic");
        assertThat(review.faults().get(0).topic()).isEqualTo("outbound-mail.dead-letter");
        assertThat(review.faults().get(0).advice())
                .isEqualTo(
                        "kafka-configs --alter --topic outbound-mail.dead-letter --add-config"
                                + " 'cleanup.policy=delete,max.message.bytes=10065536'");
    }

    private Set<Uuid> ids(List<String> names) throws Exception {
        return admin.describeTopics(names).allTopicNames().get().values().stream()
                .map(TopicDescription::topicId)
                .collect(Collectors.toSet());
    }

    private void create(String topic, int partitions, Map<String, String> with) throws Exception {
        admin.createTopics(
                        List.of(
                                new NewTopic(topic, Optional.of(partitions), Optional.empty())
                                        .configs(with)))
                .all()
                .get();
    }

    private void awaitAll() {
        await("all topics").atMost(LONG).until(() -> catalogue.states(all).size() == all.size());
    }
}
