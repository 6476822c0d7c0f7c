package dev.waypost.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.Surroundings;
import dev.waypost.WaypostProcess;
import dev.waypost.relay.Port;
import dev.waypost.relay.TokenBucket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A relay that limits the rate gets what it allows: nothing is put off, nothing pauses. */
class RelayLimitIT {

    private static final int PER_SECOND = 40;
    private static final int MAILS = 600;

    private final Surroundings world = new Surroundings();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void throttled_mails_arrive_without_a_retry_and_without_a_pause() {
        TokenBucket bucket = new TokenBucket(PER_SECOND);
        world.relay().on(Port.SUBMISSION).limit(bucket);
        world.publish(0, MAILS);

        try (WaypostProcess waypost = world.settings().start()) {
            await("all accepted and committed")
                    .atMost(Duration.ofMinutes(2))
                    .untilAsserted(
                            () -> {
                                assertThat(world.relay().mailCount()).isEqualTo(MAILS);
                                assertThat(world.topics().lag("waypost", "outbound-mail")).isZero();
                            });

            assertThat(waypost.page("/q/health/ready")).contains("/s (learned)");
            assertThat(waypost.page("/q/metrics"))
                    .contains("waypost_relay_rate_limit_source{source=\"learned\"} 1.0")
                    .containsPattern(
                            "waypost_relay_throttle_replies_total\\{kind=\"rate\",[^}]*\\} "
                                    + bucket.refused()
                                    + "\\.0");
            assertThat(waypost.log()).doesNotContain("status=deferred").doesNotContain("pauses");
        }

        assertThat(bucket.refused()).isBetween(1, MAILS / 5);
        assertThat(world.duplicates()).isZero();
        assertThat(world.told().values())
                .hasSize(MAILS)
                .allMatch(told -> told.equals(List.of("accepted")));
    }

    @Test
    void a_limit_that_was_told_is_never_exceeded() {
        TokenBucket bucket = new TokenBucket(PER_SECOND);
        world.relay().on(Port.SUBMISSION).limit(bucket);
        world.publish(0, 200);

        try (WaypostProcess waypost =
                world.settings().with("WAYPOST_RELAY_RATE", PER_SECOND / 2 + "/s").start()) {
            await("all accepted")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> world.arrived().size() == 200);

            assertThat(waypost.page("/q/health/ready")).contains("20.0/s (configured)");
        }

        assertThat(bucket.refused()).isZero();
    }
}
