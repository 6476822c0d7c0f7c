package dev.waypost.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is taken, released and done in whatever order: what has no outcome is not committed. */
class WatermarkNeverPassesInFlightTest {

    private final OffsetTracker tracker = new OffsetTracker(() -> 0);

    @Test
    void in_any_order_the_watermark_never_passes_a_record_without_an_outcome() {
        long seed = Long.getLong("waypost.fuzz.seed", System.nanoTime());
        Random random = new Random(seed);
        List<Long> open = new ArrayList<>();
        long next = 0;
        for (int step = 0; step < 20_000; step++) {
            if (open.isEmpty() || random.nextInt(3) == 0) {
                next += 1 + random.nextInt(3);
                assertThat(tracker.admit(next)).isTrue();
                open.add(next);
            } else if (random.nextInt(4) == 0) {
                long again = open.get(random.nextInt(open.size()));
                tracker.turnAway(again);
                assertThat(tracker.admit(again)).isTrue();
            } else {
                tracker.done(open.remove(random.nextInt(open.size())));
            }
            long oldest = open.stream().mapToLong(Long::longValue).min().orElse(next + 1);
            assertThat(tracker.lowWatermark()).as("seed %d, step %d", seed, step).hasValue(oldest);
        }
    }
}
