package dev.waypost.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.Surroundings;
import dev.waypost.WaypostProcess;
import dev.waypost.relay.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trouble that is not the mails' leaves them in Kafka, and they flow when it is over. */
class LagNotDeadLettersIT {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String DEAD_LETTERS = "outbound-mail.dead-letter";

    private final Surroundings world = new Surroundings();

    @TempDir Path folder;

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_wrong_password_costs_two_refusals_and_a_corrected_one_lets_all_mails_go()
            throws IOException {
        world.relay().login("waypost", "right");
        Path password = Files.writeString(folder.resolve("password"), "wrong\n");

        try (WaypostProcess waypost =
                world.settings()
                        .with("WAYPOST_RELAY_USERNAME", "waypost")
                        .with("WAYPOST_RELAY_PASSWORD_FILE", password)
                        .start()) {
            await("it halts")
                    .atMost(LONG)
                    .until(() -> waypost.page("/q/health/ready").contains("halted, "));
            assertThat(waypost.status("/q/health/ready")).isEqualTo(503);
            assertThat(world.relay().badLogins()).as("before the first mail").hasSize(2);
            world.publish(0, 200);
            assertThat(world.topics().lag("waypost", "outbound-mail")).isEqualTo(200);

            Files.writeString(password, "right\n");

            flows(200);
            assertThat(world.relay().badLogins()).hasSize(2);
            assertThat(world.topics().records(DEAD_LETTERS)).isEmpty();
            assertThat(waypost.log()).doesNotContain("wrong", "right");
        }
    }

    @Test
    void a_port_that_swallows_connections_is_waited_for_once_not_by_each_mail() {
        world.relay().on(Port.SUBMISSION).blackhole();
        world.publish(0, 500);

        try (WaypostProcess waypost =
                world.settings()
                        .with("WAYPOST_DELIVERY_TIMEOUT_GREETING", "2s")
                        .with("WAYPOST_DELIVERY_COOL_DOWN", "10m")
                        .with("WAYPOST_DELIVERY_LONGEST_COOL_DOWN", "10m")
                        .start()) {
            flows(500);

            assertThat(world.relay().mails(Port.ALTERNATE)).hasSize(500);
            assertThat(world.relay().connections(Port.SUBMISSION))
                    .as("one for each connection of the pool, at most")
                    .isLessThanOrEqualTo(16);
            assertThat(waypost.isAlive()).isTrue();
        }
    }

    @Test
    void ports_that_fall_silent_at_the_login_stop_no_mail_on_another() {
        world.relay().login("waypost", "right");
        world.relay().on(Port.SUBMISSION).silentAt("EHLO");
        world.relay().on(Port.ALTERNATE).silentAt("AUTH");
        world.publish(0, 200);

        try (WaypostProcess waypost =
                world.settings()
                        .with("WAYPOST_RELAY_USERNAME", "waypost")
                        .with("WAYPOST_RELAY_PASSWORD", "right")
                        .with("WAYPOST_DELIVERY_TIMEOUT_GREETING", "2s")
                        .with("WAYPOST_DELIVERY_COOL_DOWN", "1s")
                        .start()) {
            flows(200);

            assertThat(world.relay().mails(Port.IMPLICIT_TLS)).hasSize(200);
            assertThat(world.relay().badLogins()).isEmpty();
            assertThat(waypost.isAlive()).isTrue();
        }
    }

    @Test
    void a_relay_that_refuses_every_sender_halts_and_goes_on_when_it_is_mended() {
        world.relay().onAllPorts().whenCommand("MAIL").reply("550 5.7.1 sender not verified");
        world.publish(0, 100);

        try (WaypostProcess waypost =
                world.settings().with("WAYPOST_RELAY_HALT_BACKOFF", "1s").start()) {
            await("it halts")
                    .atMost(LONG)
                    .until(() -> waypost.page("/q/health/ready").contains("mass_refusal"));
            await("it probed, let a few mails try, and halted again")
                    .atMost(LONG)
                    .until(() -> waypost.log().split("relay running again").length > 2);
            assertThat(world.topics().records(DEAD_LETTERS)).hasSize(9);
            assertThat(world.topics().lag("waypost", "outbound-mail")).isGreaterThanOrEqualTo(91);

            world.relay().reset();

            await("all but the first nine arrive")
                    .atMost(LONG)
                    .untilAsserted(
                            () -> {
                                assertThat(world.arrived()).hasSize(91);
                                assertThat(world.topics().lag("waypost", "outbound-mail")).isZero();
                            });
            assertThat(world.topics().records(DEAD_LETTERS)).hasSize(9);
            assertThat(world.duplicates()).isZero();
        }
    }

    @Test
    void a_relay_that_takes_few_connections_gets_all_mails_over_these_by_certificate()
            throws IOException {
        world.relay().certificates("shop").on(Port.SUBMISSION).limitConnections(3);
        Path pair = world.relay().certificates().keyP12(folder, "client", "its own secret");
        Path password = Files.writeString(folder.resolve("password"), "its own secret\n");
        world.publish(0, 500);

        try (WaypostProcess waypost =
                world.settings()
                        .with("WAYPOST_RELAY_USERNAME", "shop")
                        .with("WAYPOST_RELAY_CLIENT_CERTIFICATE", pair)
                        .with("WAYPOST_RELAY_CLIENT_KEY_PASSWORD_FILE", password)
                        .start()) {
            flows(500);
            assertThat(world.relay().logins()).contains("shop").doesNotContain("");
            assertThat(world.relay().badLogins()).isEmpty();

            assertThat(world.relay().mails(Port.SUBMISSION)).hasSize(500);
            assertThat(world.duplicates()).isZero();
            assertThat(waypost.page("/q/metrics").lines())
                    .filteredOn(line -> line.startsWith("waypost_port_postponed"))
                    .isNotEmpty()
                    .allMatch(line -> line.endsWith(" 0.0"));
            assertThat(waypost.log()).doesNotContain("relay unreachable", "status=deferred");
        }
    }

    @Test
    void an_unwritable_dead_letter_topic_keeps_the_offset() throws Exception {
        world.topics().create(DEAD_LETTERS, 3);
        deadLettersOfAtMost("1");
        world.topics().publish("outbound-mail", "k", "not json");
        world.publish(0, 50);

        try (WaypostProcess waypost = world.settings().start()) {
            await("the others go out").atMost(LONG).until(() -> world.arrived().size() == 50);
            await("all but that one committed")
                    .atMost(LONG)
                    .until(() -> waypost.page("/q/health/live").contains("UP"));
            assertThat(world.topics().lag("waypost", "outbound-mail")).isPositive();
            assertThat(world.topics().records(DEAD_LETTERS)).isEmpty();

            deadLettersOfAtMost("1000000");

            world.topics().awaitRecords(DEAD_LETTERS, 1, LONG);
            flows(50);
        }
    }

    private void flows(int mails) {
        await(mails + " arrived and committed")
                .atMost(LONG)
                .untilAsserted(
                        () -> {
                            assertThat(world.arrived()).hasSize(mails);
                            assertThat(world.topics().lag("waypost", "outbound-mail")).isZero();
                        });
    }

    private void deadLettersOfAtMost(String bytes) throws ExecutionException, InterruptedException {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, DEAD_LETTERS);
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", world.kafka().bootstrapServers()))) {
            admin.incrementalAlterConfigs(
                            Map.of(
                                    topic,
                                    List.of(
                                            new AlterConfigOp(
                                                    new ConfigEntry("max.message.bytes", bytes),
                                                    AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }
}
