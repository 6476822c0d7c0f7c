package dev.waypost.ops.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.waypost.Surroundings;
import dev.waypost.Thorough;
import dev.waypost.WaypostProcess;
import dev.waypost.relay.Port;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus scrapes the artifact through one bad day: each alert fires while it should, and
 * every panel has something to draw. Alerts fire at once here; how long each waits is tested by
 * {@link AlertsTest}.
 */
class PrometheusIT {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String MAILS = "outbound-mail";
    private static final String DAILY_QUOTA =
            "454 4.7.0 Throttling failure: Daily message quota exceeded.";

    @TempDir Path folder;

    /** Those whose scene has begun. */
    private final Set<String> told = new TreeSet<>();

    @BeforeAll
    static void assumeNightAndInstalled() {
        assumeTrue(Thorough.isOn(), "takes a minute: played by ./mvnw -Pnightly verify");
        Program.assumeInstalled("prometheus");
    }

    @Test
    void each_alert_fires_while_it_should_and_every_panel_has_data() throws Exception {
        try (Surroundings world = new Surroundings()) {
            world.topics().create(MAILS, 3);
            WaypostProcess.Settings settings =
                    world.settings()
                            .with("WAYPOST_RELAY_USERNAME", "user")
                            .with("WAYPOST_RELAY_PASSWORD", "good")
                            .with("WAYPOST_RELAY_RATE", "1000/s")
                            .with("WAYPOST_RELAY_HALT_BACKOFF", "1s");
            world.relay().login("user", "good");
            world.relay().onAllPorts().whenRecipient("gone@*").reply("550 5.1.1 no such user");
            world.relay().onAllPorts().whenRecipient("late@*").reply("450 4.2.0 later");
            try (WaypostProcess waypost = settings.start().ready();
                    Prometheus prometheus =
                            Prometheus.started(folder, waypost.management(), quick())) {
                world.publish(0, 30);
                await("scraped")
                        .atMost(LONG)
                        .until(() -> !prometheus.find("waypost_mails_total == 30").isEmpty());
                // Until the first scrape nobody answers.
                await("calm").atMost(LONG).until(() -> prometheus.firing().isEmpty());
                told.addAll(prometheus.fired());
                assertThat(told).isSubsetOf("WaypostAbsent");

                publish(world, 25, "gone");
                fires(prometheus, "WaypostDeadLetters");

                publish(world, 90, "late");
                fires(prometheus, "WaypostMailDelayed");

                close(world, Port.SUBMISSION);
                publish(world, 1, "ann");
                fires(prometheus, "WaypostPortPostponed");

                close(world, Port.ALTERNATE, Port.IMPLICIT_TLS);
                publish(world, 1, "ann");
                fires(prometheus, "WaypostRelayUnreachable", "WaypostMailsWait");
                open(world);
                ends(prometheus, "WaypostRelayUnreachable", "WaypostMailsWait");

                world.relay().login("user", "another");
                close(world);
                publish(world, 1, "ann");
                fires(prometheus, "WaypostHalted");
                world.relay().login("user", "good");
                ends(prometheus, "WaypostHalted");

                limit(world, "outbound-mail.dead-letter");
                publish(world, 1, "gone");
                fires(prometheus, "WaypostReportsUnwritten");

                world.relay().onAllPorts().silentAfterDot();
                publish(world, 1, "ann");
                fires(prometheus, "WaypostStalled");

                world.relay().onAllPorts().whenCommand("MAIL").reply(DAILY_QUOTA);
                publish(world, 1, "ann");
                fires(prometheus, "WaypostQuotaExhausted");
                draws(prometheus);

                world.kafka().stop();
                fires(prometheus, "WaypostBrokerDown");
                waypost.kill();
                fires(prometheus, "WaypostAbsent");
            }
        }
    }

    /** The rules, without how long each has to hold; a quarter of an hour is ten seconds. */
    private static List<Map<Object, Object>> quick() throws IOException {
        List<Map<Object, Object>> rules = new ArrayList<>();
        for (Map<?, ?> rule : AlertsTest.rules().all()) {
            Map<Object, Object> quick = new LinkedHashMap<>(rule);
            quick.remove("for");
            quick.computeIfPresent(
                    "expr", (key, text) -> text.toString().replaceAll("> (900|1200)$", "> 10"));
            rules.add(quick);
        }
        return List.of(Map.of("name", "waypost", "rules", rules));
    }

    /** These fire now, and no alert ever did whose scene is still to come. */
    private void fires(Prometheus prometheus, String... alerts) {
        await(String.join(", ", alerts))
                .atMost(LONG)
                .untilAsserted(
                        () ->
                                assertThat(prometheus.firing())
                                        .as(() -> prometheus.find("waypost_mails_total").toString())
                                        .contains(alerts));
        told.addAll(List.of(alerts));
        assertThat(prometheus.fired()).containsExactlyInAnyOrderElementsOf(told);
    }

    private static void ends(Prometheus prometheus, String... alerts) {
        await("no " + String.join(", ", alerts))
                .atMost(LONG)
                .untilAsserted(() -> assertThat(prometheus.firing()).doesNotContain(alerts));
    }

    private static void publish(Surroundings world, int mails, String user) {
        for (int i = 0; i < mails; i++) {
            String event =
                    """
                    {"id": "%s", "from": "shop@example.org", "to": ["%s@example.net"],
                     "subject": "s", "text": "t"}"""
                            .formatted(UUID.randomUUID(), user);
            world.topics().send(MAILS, null, event.getBytes(UTF_8), Map.of());
        }
    }

    /** These refuse connections, and those that are open end on every port. */
    private static void close(Surroundings world, Port... ports) {
        Stream.of(ports).forEach(port -> world.relay().on(port).refuseConnections());
        Stream.of(Port.values()).forEach(port -> world.relay().on(port).dropConnections());
    }

    private static void open(Surroundings world) {
        Stream.of(Port.values()).forEach(port -> world.relay().on(port).open());
    }

    /** The topic takes nothing any more. */
    private static void limit(Surroundings world, String topic) throws Exception {
        AlterConfigOp tiny =
                new AlterConfigOp(
                        new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "10"),
                        AlterConfigOp.OpType.SET);
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", world.kafka().bootstrapServers()))) {
            admin.incrementalAlterConfigs(
                            Map.of(
                                    new ConfigResource(ConfigResource.Type.TOPIC, topic),
                                    List.of(tiny)))
                    .all()
                    .get();
        }
    }

    private static void draws(Prometheus prometheus) throws IOException {
        for (String query : DashboardTest.queries().expressions()) {
            String filled = query.replace("$__rate_interval", "5m").replaceAll("\\$\\w+", ".*");
            assertThat(prometheus.find(filled)).as(filled).isNotEmpty();
        }
    }
}
