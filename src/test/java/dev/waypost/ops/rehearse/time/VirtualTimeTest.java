package dev.waypost.ops.rehearse.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {

    private static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final VirtualTime time = new VirtualTime(BEGAN);

    @Test
    void an_hour_is_over_at_once_where_everybody_waits_for_it() {
        CompletableFuture<Void> sleeper = sleep(HOUR);
        await().until(time::isIdle);

        time.leap();

        await().until(sleeper::isDone);
        assertThat(time.instant()).isAfterOrEqualTo(BEGAN.plus(HOUR));
    }

    @Test
    void nobody_leaps_over_one_who_works() {
        sleep(HOUR);
        await().until(time::isIdle);

        time.isRunning(Thread.currentThread());

        assertThat(time.isIdle()).isFalse();
    }

    @Test
    void time_stands_still_however_long_the_machine_takes() {
        Instant before = time.instant();

        await().pollDelay(Duration.ofMillis(20)).until(() -> true);

        assertThat(time.instant()).isBetween(before, before.plusMillis(1));
    }

    @Test
    void one_who_only_glances_keeps_no_time_from_passing() {
        CompletableFuture<Void> sleeper = sleep(HOUR);
        AtomicBoolean ended = new AtomicBoolean();
        CompletableFuture<Void> reader =
                CompletableFuture.runAsync(
                        () -> {
                            while (!ended.get()) {
                                time.glance(ended::get);
                            }
                        });
        await().until(time::isIdle);

        time.leap();

        await().until(sleeper::isDone);
        ended.set(true);
        reader.join();
    }

    @Test
    void leaps_grow_with_the_time_in_which_nothing_happened() {
        int leaps = 0;
        while (time.sinceEffect().compareTo(Duration.ofDays(3)) < 0) {
            CompletableFuture<Void> poll = sleep(Duration.ofMillis(100));
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> poll.isDone() || time.isIdle());
            time.leap();
            leaps++;
            poll.join();
        }

        assertThat(leaps).isLessThan(200);
    }

    @Test
    void in_the_end_nobody_waits_any_more() {
        CompletableFuture<Void> sleeper = sleep(HOUR);
        await().until(time::isIdle);

        time.end();

        await().until(sleeper::isDone);
        assertThat(time.instant()).isBefore(BEGAN.plus(HOUR));
    }

    private CompletableFuture<Void> sleep(Duration length) {
        CompletableFuture<Void> sleeping = new CompletableFuture<>();
        CompletableFuture<Void> done =
                CompletableFuture.runAsync(
                        () -> {
                            time.isRunning(Thread.currentThread());
                            sleeping.complete(null);
                            time.pause(length.toNanos());
                        });
        sleeping.join();
        return done;
    }
}
