package dev.waypost.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.Surroundings;
import dev.waypost.Thorough;
import dev.waypost.WaypostProcess;
import dev.waypost.relay.Port;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A relay that is restarted under load costs no mail, and twice comes only what was in doubt. */
class RelayRestartIT {

    private static final int MAILS = Thorough.cases(2500);
    private static final int RESTARTS = Thorough.cases(8);
    private static final Duration LONG = Duration.ofMinutes(2);

    private final Surroundings world = new Surroundings();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void all_mails_arrive_though_the_relay_restarts_at_random_moments() {
        long seed = Long.getLong("waypost.fuzz.seed", System.nanoTime());
        Random random = new Random(seed);
        world.publish(0, MAILS);

        try (WaypostProcess waypost =
                world.settings()
                        .with("WAYPOST_DELIVERY_COOL_DOWN", "1s")
                        .with("WAYPOST_RETRY_SCHEDULE", "1s*30")
                        .start()) {
            for (int restart = 0; restart < RESTARTS; restart++) {
                int until = world.relay().mailCount() + 50 + random.nextInt(300);
                await("seed " + seed + ", restart " + restart)
                        .atMost(LONG)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> world.relay().mailCount() >= Math.min(until, MAILS));
                restart(Duration.ofMillis(20 + random.nextInt(2000)));
            }

            await("seed " + seed + ": all accepted and committed")
                    .atMost(LONG)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(this::eachIsAcceptedOnce);
            assertThat(waypost.isAlive()).isTrue();
        }

        Map<String, List<String>> told = world.told();
        assertThat(world.topics().endOffsets("outbound-mail.dead-letter").values())
                .as("seed %d", seed)
                .allMatch(end -> end == 0);
        assertThat(world.arrivedAgain())
                .as("seed %d: cut off after the final dot", seed)
                .allMatch(subject -> told.get(subject).contains("uncertain"));
    }

    private void restart(Duration away) {
        for (Port port : Port.values()) {
            world.relay().on(port).close();
        }
        await("it is away").pollDelay(away).atMost(LONG).until(() -> true);
        for (Port port : Port.values()) {
            world.relay().on(port).open();
        }
    }

    private void eachIsAcceptedOnce() {
        assertThat(world.arrived()).hasSize(MAILS);
        assertThat(world.topics().lag("waypost", "outbound-mail")).isZero();
        assertThat(world.told().values())
                .hasSize(MAILS)
                .allMatch(told -> told.indexOf("accepted") == told.size() - 1);
    }
}
