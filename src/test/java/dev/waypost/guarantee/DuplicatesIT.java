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

/** A record whose mail is under way waits by itself; nobody waits with it. */
class DuplicatesIT {

    private static final Duration LONG = Duration.ofMinutes(2);

    private final Surroundings world = new Surroundings();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_duplicate_whose_original_hangs_at_the_dot_stops_nothing_behind_it() {
        CountDownLatch hangs = new CountDownLatch(1);
        world.topics().create("outbound-mail", 1);
        world.relay()
                .on(Port.SUBMISSION)
                .whenMail(mail -> mail.subject().equals("m-0"))
                .reply("250 2.0.0 taken")
                .holdUntil(hangs);
        world.publish(0, 1);
        world.publish(0, 300);

        try (WaypostProcess waypost = world.settings().start().ready()) {
            await("all behind it arrive")
                    .atMost(LONG)
                    .until(() -> world.told().keySet().size() >= 299);
            assertThat(world.topics().lag("waypost", "outbound-mail")).isEqualTo(301);

            hangs.countDown();

            await("all is told and committed")
                    .atMost(LONG)
                    .until(() -> world.topics().lag("waypost", "outbound-mail") == 0);
            assertThat(world.told().get("m-0")).containsExactly("accepted", "duplicate");
            assertThat(world.duplicates()).isZero();
            assertThat(waypost.isAlive()).isTrue();
        }
    }
}
