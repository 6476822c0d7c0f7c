package dev.waypost.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.Surroundings;
import dev.waypost.Thorough;
import dev.waypost.WaypostProcess;
import dev.waypost.relay.Port;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Every mail arrives, whatever dies: Waypost itself, the broker, the relay, one pod of three. What
 * arrives twice is at most what was in flight.
 */
class AtLeastOnceIT {

    private static final int IN_FLIGHT = 64;
    private static final Duration LONG = Duration.ofMinutes(2);

    /** How long a broker may be away without anybody restarting anything. */
    private static final Duration AWAY =
            Thorough.lasting(Duration.ofMinutes(2), Duration.ofSeconds(8));

    private final Surroundings world = new Surroundings();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void all_mails_arrive_though_it_is_killed_again_and_again_and_sigterm_drains() {
        long seed = Long.getLong("waypost.fuzz.seed", System.nanoTime());
        Random random = new Random(seed);
        int kills = Thorough.cases(8);
        int mails = 500 * kills + 1000;
        world.publish(0, mails);
        Set<String> drained = sigtermDrains();

        for (int kill = 0; kill < kills; kill++) {
            int before = world.relay().mailCount();
            int until = Math.min(mails, before + 50 + random.nextInt(500));
            WaypostProcess waypost = world.settings().start();
            arrived("seed " + seed + ", kill " + kill, until);
            waypost.kill();
        }
        try (WaypostProcess waypost = world.settings().start()) {
            allArrived(mails);
            assertThat(waypost.isAlive()).isTrue();
        }

        assertThat(world.arrivedAgain()).as("seed %d", seed).doesNotContainAnyElementsOf(drained);
        assertThat(world.duplicates()).as("seed %d", seed).isLessThanOrEqualTo(kills * IN_FLIGHT);
    }

    /** What it sent by then: nothing of it may be sent again. */
    private Set<String> sigtermDrains() {
        WaypostProcess waypost = world.settings().start();
        arrived("under way", 300);
        assertThat(waypost.terminate(Duration.ofSeconds(30))).isIn(0, 143);
        assertThat(world.duplicates()).isZero();
        return world.arrived();
    }

    @Test
    void no_mail_is_lost_when_the_broker_restarts_under_load() {
        try (WaypostProcess waypost = world.settings().start().ready()) {
            world.publish(0, 1000);
            arrived("under way", 200);

            world.kafka().restart();
            world.publish(1000, 1500);

            allArrived(1500);
            assertThat(world.duplicates()).isLessThanOrEqualTo(IN_FLIGHT);
            assertThat(waypost.isAlive()).isTrue();
        }
    }

    @Test
    void no_mail_is_lost_when_the_broker_is_away_under_load() {
        // A report that is tried for so long is given up and written anew, again and again.
        try (WaypostProcess waypost =
                world.settings()
                        .with("KAFKA_REQUEST_TIMEOUT_MS", 1000)
                        .with("KAFKA_DELIVERY_TIMEOUT_MS", 3000)
                        .start()
                        .ready()) {
            world.publish(0, 1000);
            arrived("under way", 200);

            world.kafka().stop();
            await("readiness names the broker")
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> waitsForTheBroker(waypost));
            assertThat(waypost.page("/q/metrics")).contains("waypost_broker_up 0.0");
            await("it says so all the time, and lives")
                    .during(AWAY)
                    .atMost(AWAY.plusSeconds(10))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> waitsForTheBroker(waypost));
            world.kafka().start();
            await("it is ready again")
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> waypost.status("/q/health/ready") == 200);
            world.publish(1000, 1500);

            allArrived(1500);
            assertThat(world.duplicates()).isLessThanOrEqualTo(IN_FLIGHT);
            assertThat(world.topics().records("outbound-mail.dead-letter")).isEmpty();
            assertThat(waypost.log()).containsOnlyOnce("no Kafka broker");
            assertThat(waypost.isAlive()).isTrue();
        }
    }

    @Test
    void a_start_without_a_broker_waits_for_it_and_sigterm_for_none() {
        world.kafka().stop();
        try (WaypostProcess waypost = world.settings().start()) {
            await("it is said").atMost(LONG).until(() -> waypost.log().contains("waiting for it"));
            await("readiness names the broker")
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> waitsForTheBroker(waypost));

            world.kafka().start();
            waypost.ready();
            world.publish(0, 100);

            allArrived(100);
            world.kafka().stop();
            await("it is noticed").atMost(LONG).until(() -> waitsForTheBroker(waypost));

            assertThat(waypost.terminate(Duration.ofSeconds(30))).isIn(0, 143);
        }
        world.kafka().start();
    }

    @Test
    void no_mail_is_lost_when_the_relay_comes_late_goes_away_and_comes_back() {
        Port[] ports = Port.values();
        for (Port port : ports) {
            world.relay().on(port).refuseConnections();
        }
        try (WaypostProcess waypost =
                world.settings()
                        .with("WAYPOST_DELIVERY_COOL_DOWN", "1s")
                        .with("WAYPOST_RETRY_SCHEDULE", "1s*20") // some are cut off after the dot
                        .start()) {
            await("not ready before a port has let it in")
                    .atMost(LONG)
                    .until(() -> waypost.page("/q/health/ready").contains("unreachable, "));
            assertThat(waypost.status("/q/health/ready")).isEqualTo(503);
            world.relay().on(Port.IMPLICIT_TLS).open();
            waypost.ready();
            for (Port port : ports) {
                world.relay().on(port).open();
            }
            world.publish(0, 1000);
            arrived("under way", 200);

            for (Port port : ports) {
                world.relay().on(port).close();
            }
            await("the circuit opens")
                    .atMost(LONG)
                    .until(() -> waypost.status("/q/health/ready") == 503);
            for (Port port : ports) {
                world.relay().on(port).open();
            }

            allArrived(1000);
            assertThat(world.topics().endOffsets("outbound-mail.dead-letter").values())
                    .allMatch(end -> end == 0);
        }
    }

    @Test
    void three_pods_share_the_mails_and_one_may_die() {
        try (WaypostProcess one = world.settings().start().ready();
                WaypostProcess two = world.settings().start().ready();
                WaypostProcess three = world.settings().start().ready()) {
            world.publish(0, 2000);
            arrived("under way", 300);

            two.kill();

            allArrived(2000);
            assertThat(world.duplicates()).isLessThanOrEqualTo(IN_FLIGHT);
            assertThat(one.isAlive() && three.isAlive()).isTrue();
        }
    }

    /** Not ready for want of the broker, which is no reason to restart it. */
    private static boolean waitsForTheBroker(WaypostProcess waypost) {
        return waypost.isAlive()
                && waypost.status("/q/health/live") == 200
                && waypost.status("/q/health/ready") == 503
                && waypost.page("/q/health/ready").contains("no Kafka broker at localhost");
    }

    private void arrived(String what, int mails) {
        await(what + ": " + mails)
                .atMost(LONG)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> world.relay().mailCount() >= mails);
    }

    /** Each at least once, all of it reported and committed. */
    private void allArrived(int mails) {
        await(mails + " arrived and committed")
                .atMost(LONG)
                .untilAsserted(
                        () -> {
                            assertThat(world.relay().mailCount()).isGreaterThanOrEqualTo(mails);
                            assertThat(world.arrived()).hasSize(mails);
                            assertThat(world.topics().lag("waypost", "outbound-mail")).isZero();
                        });
    }
}
