package dev.waypost.ops.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waypost.PublishedSchemas;
import dev.waypost.Surroundings;
import dev.waypost.WaypostProcess;
import dev.waypost.relay.Port;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What probes, scrapes and alerts ask for is what the artifact answers. */
class ManagementPortIT {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    @Test
    void probes_are_answered_and_alerts_find_their_metrics() throws IOException {
        Manifests rendered = Manifests.ofBaseWith(List.of("monitoring"));
        Container container = rendered.pods().getSpec().getContainers().get(0);
        try (Surroundings world = new Surroundings();
                Collector collector = new Collector()) {
            world.relay().onAllPorts().whenRecipient("user1@example.org").reply("450 4.2.0 later");
            world.relay().onAllPorts().whenRecipient("user2@example.org").reply("550 5.1.1 no");
            world.relay().onAllPorts().whenRecipient("user3@example.org").reply("550 5.1.1 no");
            try (WaypostProcess waypost =
                    world.settings()
                            .with("WAYPOST_LOG_JSON", true)
                            .with("WAYPOST_TRACES_ENDPOINT", collector.endpoint())
                            .with("WAYPOST_DELIVERY_STALLED_AFTER", "3s")
                            .start()
                            .ready()) {
                world.publish(0, 3);
                world.topics()
                        .send(
                                "outbound-mail",
                                "two".getBytes(UTF_8),
                                """
                                {"id": "two", "from": "shop@example.org", "subject": "s", "text": "t",
                                 "to": ["user0@example.org", "user3@example.org"]}"""
                                        .getBytes(UTF_8),
                                Map.of("traceparent", "00-%s-%s-01".formatted(TRACE, PARENT)));
                world.topics().awaitRecords("outbound-mail.status", 4, SOON);

                for (Probe probe :
                        List.of(
                                container.getStartupProbe(),
                                container.getLivenessProbe(),
                                container.getReadinessProbe())) {
                    assertThat(waypost.status(probe.getHttpGet().getPath())).isEqualTo(200);
                    assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management");
                }
                String metrics =
                        rendered.only(PodMonitor.class)
                                .orElseThrow()
                                .getSpec()
                                .getPodMetricsEndpoints()
                                .get(0)
                                .getPath();
                assertThat(rendered.pods().getMetadata().getAnnotations())
                        .containsEntry("prometheus.io/path", metrics);
                String page = waypost.page(metrics);
                for (String schema : PublishedSchemas.files()) {
                    assertThat(waypost.site("/schema/" + schema))
                            .isEqualTo(PublishedSchemas.text(schema));
                }
                assertThat(waypost.log().lines()).allSatisfy(ManagementPortIT::isJson);
                assertThat(waypost.log().lines())
                        .anySatisfy(
                                line ->
                                        assertThat(line)
                                                .contains("\"status\":\"rejected\"")
                                                .contains("\"id\":\"m-2\""));
                PublishedSchemas.checkAll(world.topics(), "1m");
                assertThat(AlertsTest.rules().wanted())
                        .allSatisfy(wanted -> assertThat(page).containsPattern(wanted));
                assertThat(DashboardTest.queries().wanted())
                        .allSatisfy(wanted -> assertThat(page).containsPattern(wanted));
                assertThat(families(page)).containsExactlyInAnyOrderElementsOf(documented());
                assertThat(page).doesNotContainPattern("(?m)^# HELP \\w+ *$");
                await().atMost(SOON)
                        .untilAsserted(() -> countsEachRecipient(waypost.page(metrics)));
                staysAliveWhileTheRelayIsSilent(world, waypost);
                tracesGoOn(world, collector);
                countsAttemptsAlsoOfMailsThatNoPortTook(world, waypost);
                prometheusHasNothingToSay(waypost.plainMetrics());
            }
        }
    }

    /** A mail of two with one refused is in each count what it is. */
    private static void countsEachRecipient(String page) {
        assertThat(page)
                .contains("waypost_mails_total{reason=\"accepted\",status=\"partly_accepted\"} 1.0")
                .contains("waypost_recipients_total{reason=\"accepted\",status=\"accepted\"} 2.0")
                .contains(
                        "waypost_recipients_total{reason=\"mailbox_unknown\",status=\"rejected\"}"
                                + " 2.0")
                .contains("waypost_dead_letters_total{reason=\"mailbox_unknown\"} 2.0")
                .contains("waypost_retries_waiting{delay=\"1m\"} 1.0");
    }

    private static Set<String> families(String page) {
        return Pattern.compile("(?m)^# HELP (waypost_\\w+) \\S.*$")
                .matcher(page)
                .results()
                .map(help -> help.group(1).replaceFirst("_total$", ""))
                .filter(name -> !name.endsWith("_max"))
                .collect(Collectors.toSet());
    }

    /** Those of OAuth 2 are there where it is configured. */
    private static Set<String> documented() throws IOException {
        return Pattern.compile("(?m)^\\| `(waypost_\\w+)")
                .matcher(Files.readString(Path.of("docs/metrics.md")))
                .results()
                .map(row -> row.group(1).replaceFirst("_total$", ""))
                .filter(name -> !name.startsWith("waypost_token"))
                .collect(Collectors.toSet());
    }

    private static void prometheusHasNothingToSay(String page) throws IOException {
        Program.assumeInstalled("promtool");
        Path file = Files.writeString(Path.of("target/metrics.txt"), page);
        assertThat(Program.output("sh", "-c", "promtool check metrics < " + file + " || true"))
                .doesNotContain("waypost_");
    }

    private static void tracesGoOn(Surroundings world, Collector collector) {
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(collector.received())
                                        .contains(Collector.id(TRACE), Collector.id(PARENT))
                                        .contains("carry outbound-mail", "submit ", "end-of-data")
                                        .doesNotContain("@example.org"));
        String told =
                world.topics().records("outbound-mail.status").stream()
                        .filter(status -> status.keyText().equals("two"))
                        .findFirst()
                        .orElseThrow()
                        .header("traceparent")
                        .orElseThrow();
        assertThat(told).matches("00-" + TRACE + "-[0-9a-f]{16}-01").doesNotContain(PARENT);
        assertThat(collector.received()).contains(Collector.id(told.substring(36, 52)));
    }

    private static void staysAliveWhileTheRelayIsSilent(
            Surroundings world, WaypostProcess waypost) {
        world.relay().onAllPorts().silentAfterDot();
        world.publish(4, 5);
        await().atMost(SOON)
                .until(
                        () ->
                                Pattern.compile("(?m)^waypost_oldest_in_flight_seconds [4-9]")
                                        .matcher(waypost.page("/q/metrics"))
                                        .find());
        assertThat(waypost.status("/q/health/live")).isEqualTo(200);
    }

    private static void countsAttemptsAlsoOfMailsThatNoPortTook(
            Surroundings world, WaypostProcess waypost) {
        for (Port port : Port.values()) {
            world.relay().on(port).refuseConnections();
            world.relay().on(port).dropConnections();
        }
        world.publish(5, 6);
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(waypost.page("/q/metrics"))
                                        .containsPattern(
                                                "waypost_attempts_seconds_count\\{outcome=\"FAILOVER\",.*"));
    }

    private static void isJson(String line) throws IOException {
        assertThat(new ObjectMapper().readTree(line).path("message").isTextual()).isTrue();
    }
}
