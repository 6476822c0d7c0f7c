package dev.waypost.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.Surroundings;
import dev.waypost.WaypostProcess;
import dev.waypost.relay.ReceivedMail;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pod has to go before the relay has answered. */
class SlowDrainIT {

    private static final Duration LONG = Duration.ofMinutes(2);

    private final Surroundings world = new Surroundings();
    private final CountDownLatch answer = new CountDownLatch(1);

    @AfterEach
    void close() {
        answer.countDown();
        world.close();
    }

    @Test
    void what_the_relay_does_not_answer_in_time_stays_and_is_carried_by_the_next_process() {
        world.relay()
                .onAllPorts()
                .whenMail(mail -> mail.subject().equals("m-0"))
                .reply("250 2.0.0 queued")
                .holdUntil(answer)
                .times(1);
        world.publish(0, 50);
        WaypostProcess waypost =
                world.settings().with("WAYPOST_DELIVERY_DRAIN_TIMEOUT", "2s").start().ready();
        await("all but one accepted")
                .atMost(LONG)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> world.arrived().size() == 50 && world.told().size() == 49);

        int exit = waypost.terminate(Duration.ofSeconds(25));

        assertThat(exit).isIn(0, 143);
        assertThat(world.topics().members("waypost")).isZero();
        assertThat(world.topics().members("waypost.retry")).isZero();
        assertThat(waypost.log())
                .contains("1 mails had no outcome within 2 s")
                .doesNotContain("relay halted", "ERROR", "reason=in_doubt");
        assertThat(world.told()).hasSize(49).doesNotContainKey("m-0");
        assertThat(world.topics().lag("waypost", "outbound-mail")).isPositive();
        try (WaypostProcess next = world.settings().start()) {
            await("carried again and committed")
                    .atMost(LONG)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(
                            () ->
                                    world.told().containsKey("m-0")
                                            && world.topics().lag("waypost", "outbound-mail") == 0);
            assertThat(next.isAlive()).isTrue();
        }
        assertThat(world.arrivedAgain()).containsExactly("m-0");
        assertThat(world.duplicates()).isEqualTo(1);
        assertThat(
                        world.relay().mails().stream()
                                .filter(mail -> mail.subject().equals("m-0"))
                                .map(ReceivedMail::messageId)
                                .distinct())
                .hasSize(1);
    }
}
