package dev.waypost.smtp.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.lane.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PermitsTest {

    private static final long LONG = TimeUnit.MINUTES.toNanos(1);

    private final Permits permits = new Permits(1, 0.25);

    @Test
    void the_next_permit_is_the_higher_lanes_and_bulk_is_not_forgotten() throws Exception {
        assertThat(permits.take(Lane.BULK, 0)).isTrue();
        List<Lane> order = new CopyOnWriteArrayList<>();
        List<CompletableFuture<Void>> waiting = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            waiting.add(waits(Lane.BULK, order));
            waiting.add(waits(Lane.HIGH, order));
        }
        await().until(() -> permits.waiting() == 12);

        for (int served = 1; served <= 12; served++) {
            permits.add(1);
            int expected = served;
            await().until(() -> order.size() == expected);
        }

        assertThat(order.subList(0, 5))
                .containsExactly(Lane.HIGH, Lane.HIGH, Lane.HIGH, Lane.BULK, Lane.HIGH);
        assertThat(order.subList(9, 12)).containsOnly(Lane.BULK);
    }

    @Test
    void what_was_taken_away_is_made_up_for_first() throws Exception {
        assertThat(permits.takeNow()).isTrue();
        permits.add(-1);

        permits.add(1);
        assertThat(permits.takeNow()).isFalse();
        assertThat(permits.take(Lane.HIGH, 1)).isFalse();
        permits.add(1);

        assertThat(permits.take(Lane.HIGH, LONG)).isTrue();
        assertThat(permits.available()).isZero();
    }

    private CompletableFuture<Void> waits(Lane lane, List<Lane> order) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        if (permits.take(lane, LONG)) {
                            order.add(lane);
                        }
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> new Thread(task).start());
    }
}
