package dev.waypost.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.Surroundings;
import dev.waypost.WaypostProcess;
import dev.waypost.relay.Port;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A topic that is deleted and created again while Waypost runs loses none of its mails. */
class TopicMadeAnewIT {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String TOPIC = "outbound-mail";
    private static final String RETRIES = "outbound-mail.retry.1s";

    private final Surroundings world = new Surroundings();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void the_first_mails_of_the_new_topic_arrive_and_those_that_wait_in_a_retry_topic_made_anew() {
        world.topics().create(RETRIES, 1);
        putOffTheNextTen();
        try (WaypostProcess waypost =
                world.settings().with("WAYPOST_RETRY_SCHEDULE", "1s*20").start().ready()) {
            world.publish(0, 30);
            arrived(30);

            world.topics().recreate(TOPIC, 3);
            world.publish(30, 50);

            arrived(50);
            allCommitted();

            world.topics().recreate(RETRIES, 1);
            putOffTheNextTen();
            world.publish(50, 70);

            arrived(70);
            assertThat(waypost.isAlive()).isTrue();
        }
    }

    @Test
    void a_new_topic_that_is_longer_than_the_old_one_was_is_read_from_its_start() {
        try (WaypostProcess waypost =
                world.settings()
                        .with("KAFKA_SESSION_TIMEOUT_MS", 45_000)
                        .with("KAFKA_HEARTBEAT_INTERVAL_MS", 3_000)
                        .start()
                        .ready()) {
            world.publish(0, 30);
            arrived(30);
            allCommitted();

            waypost.freeze();
            world.topics().recreate(TOPIC, 3);
            world.publish(30, 300);
            waypost.thaw();

            arrived(300);
            allCommitted();
            assertThat(world.duplicates()).isZero();
            assertThat(waypost.isAlive()).isTrue();
        }
    }

    private void putOffTheNextTen() {
        world.relay()
                .on(Port.SUBMISSION)
                .whenCommand("MAIL")
                .reply("451 4.3.0 try again later")
                .times(10);
    }

    private void arrived(int mails) {
        await(mails + " arrived").atMost(LONG).until(() -> world.arrived().size() == mails);
    }

    private void allCommitted() {
        await("all committed").atMost(LONG).until(() -> world.topics().lag("waypost", TOPIC) == 0);
    }
}
