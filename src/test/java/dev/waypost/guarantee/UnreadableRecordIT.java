package dev.waypost.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.Surroundings;
import dev.waypost.WaypostProcess;
import dev.waypost.kafka.TopicRecord;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One flipped bit in the log: its partition waits, or is read on behind a dead letter. */
class UnreadableRecordIT {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String MAILS = "outbound-mail";
    private static final String DEAD_LETTERS = "outbound-mail.dead-letter";

    private final Surroundings world = new Surroundings();

    @BeforeEach
    void breakOne() {
        world.topics().create(MAILS, 3);
        world.topics().publish(MAILS, 1, "no mail");
        world.kafka().flipLastBit(MAILS, 1);
        world.publish(0, 30);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void the_others_flow_and_readiness_names_the_place_until_it_is_skipped_as_a_dead_letter() {
        try (WaypostProcess waypost = world.settings().start()) {
            await("readiness")
                    .atMost(LONG)
                    .until(
                            () ->
                                    waypost.page("/q/health/ready")
                                            .contains(
                                                    "outbound-mail-1 cannot be read at offset 0"));
            await("others").atMost(LONG).until(() -> world.relay().mailCount() > 0);
            assertThat(world.relay().mailCount()).isLessThan(30);
            assertThat(world.topics().records(DEAD_LETTERS)).isEmpty();
            assertThat(waypost.log().length()).isLessThan(100_000);
            waypost.terminate(LONG); // What it has sent is told: nothing comes again.
        }

        try (WaypostProcess waypost =
                world.settings().with("WAYPOST_DELIVERY_UNREADABLE", "skip").start()) {
            world.relay().awaitMails(30, LONG);
            await("done").atMost(LONG).until(() -> world.topics().lag("waypost", MAILS) == 0);
            waypost.ready();
            assertThat(waypost.log()).contains("outbound-mail-1: offsets 0 to 0 cannot be read");
            assertThat(waypost.page("/q/metrics"))
                    .contains("waypost_dead_letters_total{reason=\"unreadable_record\"} 1.0");
            assertThat(waypost.log().length()).isLessThan(100_000);
        }
        assertThat(world.relay().mailCount()).isEqualTo(30);
        TopicRecord letter = world.topics().awaitRecords(DEAD_LETTERS, 1, LONG).get(0);
        assertThat(letter.header("dead-letter-reason")).hasValue("unreadable_record");
        String place = letter.partition() + ":" + letter.offset();

        try (WaypostProcess replay =
                world.settings().arguments("dead-letters", "replay", place).start()) {
            assertThat(replay.exitCode(LONG)).isEqualTo(1);
            assertThat(replay.log()).contains("unreadable_record", "stays: it holds no mail");
        }
    }
}
