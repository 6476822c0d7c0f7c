package dev.waypost.ops.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waypost.PublishedSchemas;
import dev.waypost.Surroundings;
import dev.waypost.WaypostProcess;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What probes, scrapes and alerts ask for is what the artifact answers. */
class ManagementPortIT {

    private static final Duration SOON = Duration.ofMinutes(1);

    @Test
    void probes_are_answered_and_alerts_find_their_metrics() throws IOException {
        Manifests rendered = Manifests.ofBaseWith(List.of("monitoring"));
        Container container = rendered.pods().getSpec().getContainers().get(0);
        try (Surroundings world = new Surroundings()) {
            world.relay().onAllPorts().whenRecipient("user1@example.org").reply("450 4.2.0 later");
            world.relay().onAllPorts().whenRecipient("user2@example.org").reply("550 5.1.1 no");
            try (WaypostProcess waypost =
                    world.settings().with("WAYPOST_LOG_JSON", true).start().ready()) {
                world.publish(0, 3);
                world.topics().awaitRecords("outbound-mail.status", 3, SOON);

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
            }
        }
    }

    private static void isJson(String line) throws IOException {
        assertThat(new ObjectMapper().readTree(line).path("message").isTextual()).isTrue();
    }
}
