package dev.waypost.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StandstillTest {

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger takenOver = new AtomicInteger();
    private final Standstill standstill = new Standstill(takenOver::incrementAndGet, now::get);

    @Test
    void beats_that_come_late_are_no_standstill() {
        for (int beat = 0; beat < 100; beat++) {
            now.addAndGet(Duration.ofSeconds(5).toNanos());
            assertThat(standstill.count()).isZero();
        }

        assertThat(takenOver).hasValue(0);
    }

    @Test
    void who_wakes_first_finds_out_and_all_that_follow_know() {
        now.addAndGet(Duration.ofSeconds(20).toNanos());

        assertThat(standstill.count()).isOne();
        assertThat(takenOver).as("the status topic is asked").hasValue(1);
        assertThat(standstill.count()).isOne();
        assertThat(takenOver).hasValue(1);
    }
}
