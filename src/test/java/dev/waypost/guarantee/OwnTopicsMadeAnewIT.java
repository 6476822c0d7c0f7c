package dev.waypost.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.Surroundings;
import dev.waypost.WaypostProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Status topic, retry topics and dead letters may be deleted while Waypost runs: they are created
 * again, with as many partitions or with fewer; what is to be written is written, and who has a
 * mail is not forgotten.
 */
class OwnTopicsMadeAnewIT {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String STATUS = "outbound-mail.status";
    private static final String RETRY = "outbound-mail.retry.1s";
    private static final String DEAD_LETTERS = "outbound-mail.dead-letter";

    private final Surroundings world = new Surroundings();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void they_are_made_anew_nothing_is_lost_and_nothing_is_sent_again() throws Exception {
        int mails = 50;
        try (WaypostProcess waypost =
                        world.settings()
                                .with("WAYPOST_RETRY_SCHEDULE", "1s*20")
                                .with("WAYPOST_TOPIC_CHECK_INTERVAL", "1s")
                                .start()
                                .ready();
                Admin admin =
                        Admin.create(
                                Map.of("bootstrap.servers", world.kafka().bootstrapServers()))) {
            world.publish(0, mails);
            await("told").atMost(LONG).until(() -> world.told().size() == mails);

            admin.deleteTopics(List.of(STATUS, RETRY, DEAD_LETTERS)).all().get();
            // What is written to a topic that is about to go is gone with it.
            await("made anew").atMost(LONG).until(() -> waypost.log().contains("was made anew"));
            world.relay().onAllPorts().whenRecipient("user60@example.org").reply("550 5.1.1 no");
            world.relay()
                    .onAllPorts()
                    .whenRecipient("user61@example.org")
                    .reply("451 4.3.0 later")
                    .times(1);
            world.publish(mails, 2 * mails);

            await("all of the second half are told")
                    .atMost(LONG)
                    .until(
                            () ->
                                    world.told().keySet().stream()
                                                    .filter(OwnTopicsMadeAnewIT::isSecondHalf)
                                                    .count()
                                            == mails);
            world.topics().awaitRecords(RETRY, 1, LONG);
            assertThat(world.topics().awaitRecords(DEAD_LETTERS, 1, LONG)).hasSize(1);
            world.relay().awaitMails(2 * mails - 1, LONG);
            await("ready").atMost(LONG).until(() -> waypost.status("/q/health/ready") == 200);

            world.publish(0, mails);

            await("each of the first half is known")
                    .atMost(LONG)
                    .until(
                            () ->
                                    world.told().entrySet().stream()
                                                    .filter(told -> !isSecondHalf(told.getKey()))
                                                    .filter(
                                                            told ->
                                                                    told.getValue()
                                                                            .contains("duplicate"))
                                                    .count()
                                            == mails);
            assertThat(world.relay().mailCount()).isEqualTo(2 * mails - 1);
        }
    }

    @Test
    void reports_whose_partition_is_gone_are_written_to_one_that_is_there() throws Exception {
        int mails = 50;
        world.topics().create(STATUS, 24);
        try (WaypostProcess waypost =
                        world.settings()
                                .with("KAFKA_REQUEST_TIMEOUT_MS", 1000)
                                .with("KAFKA_DELIVERY_TIMEOUT_MS", 3000)
                                .start()
                                .ready();
                Admin admin =
                        Admin.create(
                                Map.of("bootstrap.servers", world.kafka().bootstrapServers()))) {
            // Two replicas in sync are more than it has: each report is tried again and again.
            admin.incrementalAlterConfigs(
                            Map.of(
                                    new ConfigResource(ConfigResource.Type.TOPIC, STATUS),
                                    List.of(
                                            new AlterConfigOp(
                                                    new ConfigEntry("min.insync.replicas", "2"),
                                                    AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
            world.publish(0, mails);
            await("carried and not told").atMost(LONG).until(() -> !world.arrived().isEmpty());

            // Whoever misses it first has the broker make it anew, with three partitions.
            admin.deleteTopics(List.of(STATUS)).all().get();

            await("all carried, told and committed")
                    .atMost(LONG)
                    .untilAsserted(
                            () -> {
                                assertThat(world.arrived()).hasSize(mails);
                                assertThat(world.topics().lag("waypost", "outbound-mail")).isZero();
                            });
            assertThat(world.told()).hasSize(mails);
            assertThat(world.duplicates()).isZero();
        }
    }

    private static boolean isSecondHalf(String id) {
        return Integer.parseInt(id.substring(2)) >= 50;
    }
}
