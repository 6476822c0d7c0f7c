package dev.waypost.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.Surroundings;
import dev.waypost.WaypostProcess;
import dev.waypost.kafka.TopicRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A record above the broker's default size goes every way that a small one goes. Where a topic does
 * not take it, that record waits and says so; the others flow, and nobody gets a second copy.
 */
class LargeRecordIT {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String DEAD_LETTERS = "outbound-mail.dead-letter";
    private static final String STATUS = "outbound-mail.status";
    private static final String LIMIT = "max.message.bytes";

    private final Surroundings world = new Surroundings();
    private final Admin admin =
            Admin.create(Map.of("bootstrap.servers", world.kafka().bootstrapServers()));

    @BeforeEach
    void raiseTheSourcesLimit() {
        create("outbound-mail", Map.of(LIMIT, "5000000"));
        world.relay().onAllPorts().whenRecipient("gone@example.org").reply("550 5.1.1 unknown");
    }

    @AfterEach
    void close() {
        admin.close();
        world.close();
    }

    @Test
    void it_is_put_off_carried_again_and_becomes_a_dead_letter_also_after_a_status_too_large() {
        create(STATUS, Map.of(LIMIT, "100"));
        world.relay()
                .onAllPorts()
                .whenRecipient("later@example.org")
                .reply("451 4.3.0 later")
                .times(1);
        try (WaypostProcess waypost = impatient().start()) {
            aStatusEventIsTooLarge(waypost);
            publishLarge("big", "later@example.org", "gone@example.org");

            world.relay().awaitMails(2, LONG);

            TopicRecord retried =
                    world.topics().awaitRecords("outbound-mail.retry.1s", 1, LONG).get(0);
            TopicRecord dead = world.topics().awaitRecords(DEAD_LETTERS, 1, LONG).get(0);
            assertThat(retried.value()).isEqualTo(dead.value()).hasSizeGreaterThan(2_900_000);
            assertThat(dead.header("dead-letter-recipients")).contains("gone@example.org");
            await("it is told")
                    .atMost(LONG)
                    .until(
                            () ->
                                    List.of("deferred", "partly_accepted")
                                            .equals(world.told().get("big")));
            assertThat(waypost.status("/q/health/ready")).isEqualTo(200);
        }
    }

    @Test
    void a_topic_that_does_not_take_it_stops_that_record_alone_and_nothing_is_sent_again() {
        create(DEAD_LETTERS, Map.of());
        try (WaypostProcess waypost = impatient().start().ready()) {
            publishLarge("big", "ann@example.org", "gone@example.org");
            await("it is loud").atMost(LONG).until(() -> isLoud(waypost));
            assertThat(waypost.log()).contains("raise max.message.bytes");

            world.publish(0, 20);
            world.relay().awaitMails(21, LONG);
            await("the others are told").atMost(LONG).until(() -> world.told().size() == 21);
            assertThat(world.told().get("big")).containsExactly("partly_accepted");
        }
        int asked = world.relay().mailCount();
        try (WaypostProcess again = impatient().start()) {
            await("it is loud after a restart").atMost(LONG).until(() -> isLoud(again));
            assertThat(world.relay().mailCount()).isEqualTo(asked);

            set(DEAD_LETTERS, "10000000");

            TopicRecord dead = world.topics().awaitRecords(DEAD_LETTERS, 1, LONG).get(0);
            assertThat(dead.header("dead-letter-recipients")).contains("gone@example.org");
            again.ready();
            await("the offset is committed")
                    .atMost(LONG)
                    .until(() -> world.topics().lag("waypost", "outbound-mail") == 0);
            assertThat(world.relay().mailCount()).isEqualTo(asked);
            assertThat(world.topics().records(DEAD_LETTERS)).hasSize(1);
        }
    }

    /** What stays in flight until it fits when it is shortened. */
    private void aStatusEventIsTooLarge(WaypostProcess waypost) {
        world.publish(0, 1);
        await("it is loud")
                .atMost(LONG)
                .until(() -> waypost.page("/q/health/ready").contains("its status event"));
        assertThat(world.relay().mailCount()).isEqualTo(1);

        set(STATUS, "1000");

        TopicRecord status = world.topics().awaitRecords(STATUS, 1, LONG).get(0);
        assertThat(status.text()).contains("\"status\":\"accepted\"", "\"shortened\":true");
        assertThat(status.header("waypost-accepted")).isPresent();
        waypost.ready();
        assertThat(world.told().get("m-0")).containsExactly("accepted");
        assertThat(world.relay().mailCount()).isEqualTo(1);
        set(STATUS, "1000000");
    }

    private WaypostProcess.Settings impatient() {
        return world.settings().with("WAYPOST_RETRY_SCHEDULE", "1s*5");
    }

    private static boolean isLoud(WaypostProcess waypost) {
        String page = waypost.page("/q/health/ready");
        return waypost.status("/q/health/ready") == 503
                && page.contains("its dead letter cannot be written to " + DEAD_LETTERS);
    }

    /** An event of 3 MB that hardly compresses. */
    private void publishLarge(String id, String... recipients) {
        byte[] noise = new byte[2_200_000];
        new Random(7).nextBytes(noise);
        String value =
                """
                {"id": "%s", "from": "shop@example.org", "to": ["%s"], "subject": "%s", "text": "Hello.",
                 "attachments": [{"filename": "noise.bin", "content_type": "application/octet-stream",
                 "content": "%s"}]}"""
                        .formatted(
                                id,
                                String.join("\", \"", recipients),
                                id,
                                Base64.getEncoder().encodeToString(noise));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                world.kafka().bootstrapServers(),
                                "max.request.size",
                                10_000_000),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(
                            new ProducerRecord<>(
                                    "outbound-mail", value.getBytes(StandardCharsets.UTF_8)))
                    .get();
        } catch (Exception e) {
            throw new AssertionError("not published", e);
        }
    }

    private void create(String topic, Map<String, String> with) {
        try {
            admin.createTopics(
                            List.of(
                                    new NewTopic(topic, Optional.of(1), Optional.empty())
                                            .configs(with)))
                    .all()
                    .get();
        } catch (Exception e) {
            throw new AssertionError("not created", e);
        }
    }

    private void set(String topic, String limit) {
        try {
            admin.incrementalAlterConfigs(
                            Map.of(
                                    new ConfigResource(ConfigResource.Type.TOPIC, topic),
                                    List.of(
                                            new AlterConfigOp(
                                                    new ConfigEntry(LIMIT, limit),
                                                    AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        } catch (Exception e) {
            throw new AssertionError("not set", e);
        }
    }
}
