package dev.waypost.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryScheduleTest {

    private static final String STANDARD = "1m,5m*2,15m,1h*4,4h*10";

    private final RetrySchedule schedule = RetrySchedule.parse(STANDARD);

    @Test
    void each_attempt_has_its_delay_and_after_the_last_there_is_none() {
        List<String> labels =
                IntStream.rangeClosed(1, 18)
                        .mapToObj(n -> RetrySchedule.label(schedule.delayAfter(n).orElseThrow()))
                        .toList();

        assertThat(String.join(" ", labels))
                .isEqualTo("1m 5m 5m 15m 1h 1h 1h 1h 4h 4h 4h 4h 4h 4h 4h 4h 4h 4h");
        assertThat(schedule.delayAfter(19)).isEmpty();
        assertThat(schedule.delayAfter(Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void attempts_are_counted_from_one() {
        assertThatThrownBy(() -> schedule.delayAfter(0)).hasMessageContaining("from 1");
    }

    @Test
    void the_delays_are_distinct_and_in_order() {
        assertThat(RetrySchedule.parse("5m,1m,300s,2h").delays())
                .containsExactly(Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofHours(2));
    }

    @ParameterizedTest
    @CsvSource({"60m, 1h", "90s, 90s", "1m, 1m", "3s, 3s", "48h, 2d", "1500ms, 1500ms", "24h, 1d"})
    void a_label_is_canonical_and_can_be_parsed_again(String written, String label) {
        Duration delay = RetrySchedule.parse(written).nearest(Duration.ZERO);

        assertThat(RetrySchedule.label(delay)).isEqualTo(label);
        assertThat(RetrySchedule.parse(label).delays()).containsExactly(delay);
    }

    @Test
    void what_is_no_delay_has_no_label() {
        assertThatThrownBy(() -> RetrySchedule.label(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RetrySchedule.label(Duration.ofNanos(5)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"10s, 1m", "1m, 1m", "4m, 1m", "5m, 5m", "59m, 15m", "3h, 1h", "30h, 4h"})
    void a_record_waits_in_the_longest_topic_that_is_not_too_long(String wanted, String topic) {
        Duration wait = RetrySchedule.parse(wanted).nearest(Duration.ZERO);

        assertThat(RetrySchedule.label(schedule.nearest(wait))).isEqualTo(topic);
    }

    @Test
    void a_schedule_that_is_not_sorted_still_finds_the_nearest() {
        RetrySchedule unsorted = RetrySchedule.parse("1h,1m,5m");

        assertThat(unsorted.nearest(Duration.ofMinutes(7))).isEqualTo(Duration.ofMinutes(5));
        assertThat(unsorted.nearest(Duration.ofSeconds(7))).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void a_record_is_due_after_its_delay_and_at_most_a_tenth_later() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        Random random = new Random(4711);

        for (int i = 0; i < 1000; i++) {
            assertThat(RetrySchedule.due(now, Duration.ofMinutes(10), random))
                    .isBetween(now.plusSeconds(600), now.plusSeconds(660));
        }
    }

    @Test
    void records_of_one_moment_are_spread() {
        Random random = new Random(4711);

        long distinct =
                IntStream.range(0, 100)
                        .mapToObj(
                                i ->
                                        RetrySchedule.due(
                                                Instant.EPOCH, Duration.ofMinutes(5), random))
                        .distinct()
                        .count();

        assertThat(distinct).isGreaterThan(90);
    }

    @ParameterizedTest
    @ValueSource(strings = {STANDARD, "50ms", "1s*3,2s,1s"})
    void a_schedule_is_written_as_it_was_read(String text) {
        assertThat(RetrySchedule.parse(text)).hasToString(text);
    }

    @Test
    void blanks_around_commas_do_no_harm() {
        assertThat(RetrySchedule.parse(" 1m , 5m*2 ")).hasToString("1m,5m*2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''        | position 1: expected a delay such as 5m, found the end",
                "1m,       | position 4: expected a delay such as 5m, found the end",
                "1m,,5m    | position 4: expected a delay such as 5m, found ',5m'",
                "5x        | position 2: expected a unit (ms, s, m, h or d), found 'x'",
                "5         | position 2: expected a unit (ms, s, m, h or d), found the end",
                "1m 5m     | position 4: expected a comma or the end, found '5m'",
                "1m*       | position 4: expected how many times, found the end",
                "1m*0      | position 4: expected a number from 1 to 1000, found '0'",
                "1m*2000   | position 4: expected a number from 1 to 1000, found '2000'",
                "0s        | position 1: expected a delay from 1ms to 365d, found '0s'",
                "366d      | position 1: expected a delay from 1ms to 365d, found '366d'",
                "9999999999s | position 1: expected a delay such as 5m, found '9999999999s'",
                "-5m       | position 1: expected a delay such as 5m, found '-5m'",
            })
    void a_fault_is_named_with_its_position_and_what_was_expected(String text, String message) {
        assertThatThrownBy(() -> RetrySchedule.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(message);
    }
}
