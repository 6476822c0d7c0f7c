package dev.waypost.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.waypost.NetworkNamespace;
import dev.waypost.Surroundings;
import dev.waypost.Thorough;
import dev.waypost.WaypostProcess;
import dev.waypost.relay.Port;
import dev.waypost.relay.ScriptedRelay;
import dev.waypost.relay.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A pod that starts where port 587 is dead: every timeout is as long as it is by default, and no
 * mail waits for one of them. The first one goes over the port that let the pod in while it joined
 * its consumer group.
 */
class ColdStartIT {

    private static final Duration LONG = Duration.ofMinutes(2);

    /** No timeout that a dead port could cost is shorter than 10 s. */
    private static final Duration NO_TIMEOUT = Duration.ofSeconds(8);

    private enum DeadPort {
        SILENT(relay -> relay.on(Port.SUBMISSION).blackhole()),
        REFUSED(relay -> relay.on(Port.SUBMISSION).refuseConnections()),
        SILENT_AT_EHLO(relay -> relay.on(Port.SUBMISSION).silentAt("EHLO")),
        SILENT_AT_LOGIN(relay -> relay.on(Port.SUBMISSION).silentAt("AUTH"));

        private final Consumer<ScriptedRelay> script;

        DeadPort(Consumer<ScriptedRelay> script) {
            this.script = script;
        }
    }

    static List<DeadPort> the_first_mail_waits_for_no_dead_port() {
        return Thorough.from(
                List.of(DeadPort.SILENT, DeadPort.SILENT_AT_LOGIN),
                List.of(DeadPort.REFUSED, DeadPort.SILENT_AT_EHLO));
    }

    @ParameterizedTest
    @Tag("alone")
    @MethodSource
    void the_first_mail_waits_for_no_dead_port(DeadPort port) {
        try (Surroundings world = new Surroundings()) {
            world.relay().login("shop", "secret");
            port.script.accept(world.relay());
            world.publish(0, 1);

            try (WaypostProcess waypost = withLogin(world).start()) {
                firstMailIsPrompt(world, waypost);

                assertThat(world.relay().logins()).as("logins").containsExactly("shop");
                assertThat(world.relay().connections(Port.SUBMISSION)).isLessThanOrEqualTo(1);
                assertThat(world.relay().connections(Port.ALTERNATE)).isLessThanOrEqualTo(2);
                assertThat(world.relay().connections(Port.IMPLICIT_TLS)).isLessThanOrEqualTo(1);
            }
            world.relay().on(Port.SUBMISSION).dropConnections();
        }
    }

    @Test
    @Tag("alone")
    void a_port_in_the_other_tls_mode_costs_the_first_mail_nothing() {
        try (Surroundings world = new Surroundings()) {
            world.publish(0, 1);

            try (WaypostProcess waypost =
                    settings(world)
                            .with(
                                    "WAYPOST_RELAY_SUBMISSION_PORT",
                                    world.relay().number(Port.IMPLICIT_TLS))
                            .start()) {
                firstMailIsPrompt(world, waypost);
            }
        }
    }

    @Test
    @Tag("alone")
    void a_port_that_drops_packets_and_ipv6_that_does_cost_the_first_mail_nothing() {
        String missing = NetworkNamespace.missing();
        assumeTrue(missing.isEmpty(), missing);
        try (NetworkNamespace network = NetworkNamespace.create();
                Surroundings world = new Surroundings(network.outside())) {
            network.nameUs(TestCertificates.NAME);
            network.drop(world.relay().number(Port.SUBMISSION));
            world.relay().login("shop", "secret");
            world.publish(0, 1);

            try (WaypostProcess waypost =
                    withLogin(world)
                            .with("WAYPOST_RELAY_HOST", TestCertificates.NAME)
                            .inside(network)
                            .start()) {
                firstMailIsPrompt(world, waypost);

                assertThat(network.swallowed()).as("packets to IPv6").isPositive();
                assertThat(world.relay().logins()).as("logins").containsExactly("shop");
                assertThat(world.relay().connections(Port.ALTERNATE)).isLessThanOrEqualTo(2);
                assertThat(world.relay().connections(Port.IMPLICIT_TLS)).isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void a_second_pod_does_not_knock_where_the_first_found_nobody() {
        try (Surroundings world = new Surroundings()) {
            world.relay().on(Port.SUBMISSION).blackhole();

            try (WaypostProcess first =
                    settings(world).with("WAYPOST_DELIVERY_COOL_DOWN", "5m").start().ready()) {
                world.publish(0, 1);
                await("told").atMost(LONG).until(() -> world.told().size() == 1);
                int knocks = world.relay().connections(Port.SUBMISSION);

                try (WaypostProcess second = settings(world).start().ready()) {
                    first.kill();
                    world.publish(1, 2);
                    world.relay().awaitMails(2, LONG);

                    assertThat(second.isAlive()).isTrue();
                    assertThat(world.relay().connections(Port.SUBMISSION)).isEqualTo(knocks);
                    assertThat(world.relay().mails(Port.SUBMISSION)).isEmpty();
                }
            }
            world.relay().on(Port.SUBMISSION).dropConnections();
        }
    }

    @Test
    @Tag("alone")
    void a_healthy_relay_sees_one_login_and_the_first_mail_on_that_connection(@TempDir Path folder)
            throws IOException {
        Path begun = folder.resolve("classes.log");
        try (Surroundings world = new Surroundings()) {
            world.relay().login("shop", "secret");

            try (WaypostProcess waypost =
                    withLogin(world)
                            .with("JDK_JAVA_OPTIONS", "-Xlog:class+init:file=" + begun)
                            .start()
                            .ready()) {
                if (!WaypostProcess.isNative()) {
                    assertThat(Files.readString(begun).contains("smtp/tls/CipherWarmUp"))
                            .as("encryption is compiled")
                            .isTrue();
                }
                assertThat(world.relay().logins()).containsExactly("shop");
                world.publish(0, 1);
                world.relay().awaitMails(1, LONG);

                assertThat(world.relay().logins()).containsExactly("shop");
            }
        }
    }

    private static WaypostProcess.Settings withLogin(Surroundings world) {
        return settings(world)
                .with("WAYPOST_RELAY_USERNAME", "shop")
                .with("WAYPOST_RELAY_PASSWORD", "secret");
    }

    private static void firstMailIsPrompt(Surroundings world, WaypostProcess waypost) {
        await("the poll loop")
                .atMost(LONG)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> waypost.page("/q/health/ready").contains("\"polling\": true"));
        long polling = System.nanoTime();

        world.relay().awaitMails(1, LONG);

        Duration took = Duration.ofNanos(System.nanoTime() - polling);
        System.out.println("first mail " + took.toMillis() + " ms after the poll loop's start");
        assertThat(took).isLessThan(NO_TIMEOUT);
        assertThat(world.arrived()).isEqualTo(Set.of("m-0"));
        assertThat(List.copyOf(world.arrivedAgain())).isEmpty();
    }

    /** As users have it. */
    private static WaypostProcess.Settings settings(Surroundings world) {
        return world.settings().with("WAYPOST_DELIVERY_HEAD_START", "300ms");
    }
}
