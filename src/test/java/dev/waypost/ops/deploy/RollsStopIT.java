package dev.waypost.ops.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.FreePort;
import dev.waypost.Surroundings;
import dev.waypost.WaypostProcess;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A new pod whose relay, login or broker is not as it should be never says that it is ready, though
 * no mail comes by: there the roll stops, and the old pods go on. Nor is it a reason to start it
 * anew.
 */
class RollsStopIT {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final Deployment deployment =
            Manifests.ofBaseWith(List.of()).only(Deployment.class).orElseThrow();
    private final String ready = probe("readiness");
    private final String alive = probe("liveness");

    @Test
    void a_pod_that_cannot_reach_relay_login_or_broker_is_not_ready_and_alive() {
        assertThat(
                        deployment
                                .getSpec()
                                .getStrategy()
                                .getRollingUpdate()
                                .getMaxUnavailable()
                                .getIntVal())
                .isZero();
        try (Surroundings world = new Surroundings()) {
            world.relay().login("waypost", "right");
            WaypostProcess.Settings wrong =
                    world.settings()
                            .with("WAYPOST_RELAY_USERNAME", "waypost")
                            .with("WAYPOST_RELAY_PASSWORD", "wrong")
                            .with("WAYPOST_RELAY_HALT_BACKOFF", "1s");
            WaypostProcess.Settings noRelay =
                    world.settings()
                            .with("WAYPOST_GROUP", "without-relay")
                            .with("WAYPOST_RELAY_SUBMISSION_PORT", FreePort.any())
                            .with("WAYPOST_RELAY_ALTERNATE_PORT", FreePort.any())
                            .with("WAYPOST_RELAY_IMPLICIT_TLS_PORT", FreePort.any());
            WaypostProcess.Settings noBroker =
                    world.settings().with("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + FreePort.any());
            try (WaypostProcess refused = wrong.start();
                    WaypostProcess alone = noRelay.start();
                    WaypostProcess deaf = noBroker.start()) {
                Map.of(refused, "auth_failed", alone, "port_refused", deaf, "Kafka broker at")
                        .forEach(this::staysOut);
                assertThat(world.relay().badLogins()).isNotEmpty();

                world.relay().login("waypost", "wrong");

                await("the login is mended").atMost(LONG).until(() -> refused.status(ready) == 200);
            }
        }
    }

    private void staysOut(WaypostProcess pod, String why) {
        await(why)
                .atMost(LONG)
                .until(
                        () -> {
                            assertThat(pod.status(ready)).as(why).isNotEqualTo(200);
                            return pod.page(ready).contains(why);
                        });
        assertThat(pod.status(ready)).isEqualTo(503);
        assertThat(pod.status(alive)).isEqualTo(200);
    }

    private String probe(String which) {
        var container = deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
        return (which.equals("readiness")
                        ? container.getReadinessProbe()
                        : container.getLivenessProbe())
                .getHttpGet()
                .getPath();
    }
}
