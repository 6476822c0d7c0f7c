package dev.waypost.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.Surroundings;
import dev.waypost.WaypostProcess;
import dev.waypost.relay.Port;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A process that stood still, as a stopped container does, does not send what another has sent. */
class FrozenPodIT {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int MAILS = 60;

    private final Surroundings world = new Surroundings();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void only_what_was_being_sent_when_it_froze_is_sent_twice() {
        CountDownLatch dots = new CountDownLatch(1);
        world.topics().create("outbound-mail", 1);
        world.relay().on(Port.SUBMISSION).afterDot().reply("250 2.0.0 ok").holdUntil(dots);
        world.publish(0, MAILS);
        WaypostProcess.Settings settings = world.settings().with("WAYPOST_DELIVERY_CONNECTIONS", 2);

        try (WaypostProcess frozen = settings.start().ready()) {
            world.relay().await("two dots", relay -> relay.mailCount() == 2, LONG);
            frozen.freeze();
            long since = System.nanoTime();
            dots.countDown();
            try (WaypostProcess other = settings.start().ready()) {
                await("the other one carries all of them")
                        .atMost(LONG)
                        .until(() -> world.topics().lag("waypost", "outbound-mail") == 0);
                await("long enough").until(() -> System.nanoTime() - since > 6_000_000_000L);
                assertThat(world.duplicates()).isEqualTo(2);

                frozen.thaw();

                await("nothing is in flight any more")
                        .atMost(LONG)
                        .until(() -> frozen.plainMetrics().contains("waypost_in_flight 0.0"));
                assertThat(world.duplicates()).isEqualTo(2);
                assertThat(frozen.log()).contains("this process stood still");
                assertThat(other.isAlive()).isTrue();
            }
            world.publish(MAILS, MAILS + 20);
            await("it carries on").atMost(LONG).until(() -> world.arrived().size() == MAILS + 20);
            assertThat(world.duplicates()).isEqualTo(2);
        }
    }
}
