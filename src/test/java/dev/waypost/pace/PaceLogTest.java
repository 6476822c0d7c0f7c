package dev.waypost.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.config.Waiting;
import dev.waypost.lane.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** An operator reads when the pace fell and why, and when it is back; not each step of it. */
class PaceLogTest {

    private static final long STEP = Duration.ofMillis(5).toNanos();

    private final List<String> lines = new ArrayList<>();
    private long now = 1;
    private final Pace pace =
            new Pace(
                    () -> now,
                    Waiting.REAL,
                    new SplittableRandom(3),
                    Optional.empty(),
                    () -> 1,
                    0.1);
    private final PaceLog log = new PaceLog("mail.example.org", pace, () -> now, lines::add);
    private double bucket = 14;

    @Test
    void nothing_is_said_while_no_limit_is_met() throws Exception {
        send(Duration.ofSeconds(20), Double.POSITIVE_INFINITY);

        assertThat(lines).isEmpty();
    }

    @Test
    void a_fall_names_the_reply_and_steps_near_the_limit_are_not_told() throws Exception {
        send(Duration.ofMinutes(5), 14);

        assertThat(lines).hasSizeBetween(1, 3);
        assertThat(lines)
                .allSatisfy(
                        line ->
                                assertThat(line)
                                        .matches(
                                                "relay mail\\.example\\.org: the pace falls to"
                                                        + " [\\d.]+/s \\(learned\\), after 454 4\\.7\\.0"));
    }

    @Test
    void a_limit_that_falls_is_told_at_once_and_one_that_rises_when_it_has_doubled_for_a_minute()
            throws Exception {
        send(Duration.ofSeconds(30), 50);
        lines.clear();

        send(Duration.ofSeconds(10), 5);
        assertThat(lines).isNotEmpty().allMatch(line -> line.contains("falls to"));
        lines.clear();

        send(Duration.ofMinutes(10), 1000);
        assertThat(lines)
                .hasSizeBetween(1, 4)
                .allSatisfy(line -> assertThat(line).contains(": the pace has risen to "));
        assertThat(lines.get(lines.size() - 1)).endsWith("unlimited");
    }

    @Test
    void a_relay_that_takes_nothing_is_said_to_be_left_alone() throws Exception {
        send(Duration.ofSeconds(5), 50);
        lines.clear();

        send(Duration.ofMinutes(4), 0);

        assertThat(lines)
                .filteredOn(
                        line -> line.matches(".*: is left alone for \\d+ s, after 454 4\\.7\\.0"))
                .hasSizeBetween(2, 6);
    }

    private void send(Duration time, double perSecond) throws InterruptedException {
        for (long end = now + time.toNanos(); now < end; now += STEP) {
            bucket = Math.min(Math.max(perSecond, 0), bucket + perSecond * STEP / 1e9);
            Optional<Pace.Turn> turn = pace.take(Lane.NORMAL, Duration.ZERO);
            if (turn.isPresent()) {
                try (Pace.Turn ours = turn.get()) {
                    if (bucket >= 1) {
                        bucket--;
                        ours.accepted();
                    } else {
                        log.throttledBy("454 4.7.0");
                        ours.throttled();
                    }
                }
            }
            log.look();
        }
    }
}
