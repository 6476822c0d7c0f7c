package dev.waypost.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.waypost.NetworkNamespace;
import dev.waypost.Surroundings;
import dev.waypost.WaypostProcess;
import dev.waypost.relay.Port;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A firewall that drops the packets of one port, as clouds do with 587 and 25: Waypost runs in a
 * network of its own, in which they vanish without a word.
 */
class DroppedPacketsIT {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int CONNECTIONS = 16;

    private NetworkNamespace network;
    private Surroundings world;
    private int submission;

    @BeforeEach
    void open() {
        String missing = NetworkNamespace.missing();
        assumeTrue(missing.isEmpty(), missing);
        network = NetworkNamespace.create();
        world = new Surroundings(network.outside());
        submission = world.relay().number(Port.SUBMISSION);
    }

    @AfterEach
    void close() {
        if (world != null) {
            world.close();
        }
        if (network != null) {
            network.close();
        }
    }

    @Test
    void a_port_that_drops_packets_costs_one_connect_timeout_in_all() {
        network.drop(submission);
        world.publish(0, 500);

        try (WaypostProcess waypost =
                world.settings()
                        .inside(network)
                        .with("WAYPOST_DELIVERY_TIMEOUT_CONNECT", "10s")
                        .with("WAYPOST_DELIVERY_COOL_DOWN", "5m")
                        .start()) {
            await("a knock").atMost(LONG).until(() -> network.knocks(submission) > 0);
            long knocked = System.nanoTime();
            allAccepted(500);
            Duration took = Duration.ofNanos(System.nanoTime() - knocked);

            assertThat(world.relay().mails(Port.ALTERNATE)).hasSize(500);
            // One attempt asks again once a second at most; sixteen would ask sixteen times at
            // once.
            assertThat(network.knocks(submission))
                    .as("knocks of one attempt")
                    .isLessThanOrEqualTo(10 + 1);
            assertThat(took).as("500 mails").isLessThan(Duration.ofSeconds(10 + 30));
            assertThat(waypost.isAlive()).isTrue();
        }
    }

    @Test
    void only_probes_knock_at_it_and_where_packets_vanish_in_mid_flow_each_mail_has_one_ending() {
        int mails = 1240;
        Duration patience = Duration.ofSeconds(40);
        network.drop(submission);

        try (WaypostProcess waypost =
                world.settings()
                        .inside(network)
                        .with("WAYPOST_DELIVERY_TIMEOUT_CONNECT", "5s") // TLS handshakes too
                        .with("WAYPOST_DELIVERY_COOL_DOWN", "1s")
                        .with("WAYPOST_DELIVERY_LONGEST_COOL_DOWN", "2s")
                        .with("WAYPOST_RETRY_SCHEDULE", "1s*20")
                        .with("WAYPOST_DELIVERY_TIMEOUT_GREETING", "2s")
                        .with("WAYPOST_DELIVERY_TIMEOUT_END_OF_DATA", patience.toSeconds() + "s")
                        .start()
                        .ready()) {
            oneProbeFindsThatItIsBack(waypost);
            world.publish(40, mails);
            await("under way").atMost(LONG).until(() -> world.relay().mailCount() >= 240);

            network.drop(submission);

            await("all but those on a silent connection go on, before those give up")
                    .atMost(patience.minusSeconds(5))
                    .until(() -> world.arrived().size() >= mails - CONNECTIONS);
            // Nobody has waited five minutes for a reply to a command.
            allAccepted(mails);
            Map<String, List<String>> told = world.told();
            assertThat(world.arrivedAgain())
                    .as("only what was in doubt comes twice")
                    .allMatch(subject -> told.get(subject).contains("uncertain"));
            assertThat(world.duplicates()).isLessThanOrEqualTo(CONNECTIONS);
            assertThat(waypost.isAlive()).isTrue();
        }
    }

    private void oneProbeFindsThatItIsBack(WaypostProcess waypost) {
        world.publish(0, 20);
        allAccepted(20);
        int before = network.knocks(submission);
        await("a probe").atMost(LONG).until(() -> network.knocks(submission) > before);
        assertThat(postponed(waypost)).endsWith(" 1.0");

        network.letThrough(submission);

        await("587 is trusted again").atMost(LONG).until(() -> postponed(waypost).endsWith(" 0.0"));
        world.publish(20, 40);
        allAccepted(40);
        assertThat(world.relay().mails(Port.SUBMISSION)).hasSize(20);
    }

    private static String postponed(WaypostProcess waypost) {
        return waypost.page("/q/metrics")
                .lines()
                .filter(line -> line.startsWith("waypost_port_postponed{port=\"587\""))
                .findFirst()
                .orElse("");
    }

    /** Each is there, was told to be accepted exactly once, and is committed. */
    private void allAccepted(int mails) {
        await(mails + " accepted and committed")
                .atMost(LONG)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(
                        () -> {
                            assertThat(world.arrived()).hasSize(mails);
                            assertThat(world.topics().lag("waypost", "outbound-mail")).isZero();
                            assertThat(world.told().values())
                                    .hasSize(mails)
                                    .allMatch(told -> told.indexOf("accepted") == told.size() - 1);
                        });
    }
}
