package dev.waypost.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.lane.Lane;
import dev.waypost.lane.Lanes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InFlightLimitTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Lanes ONE = new Lanes("mail", List.of(), 0.1);
    private static final Lanes ALL = new Lanes("mail", List.of(Lane.HIGH, Lane.BULK), 0.1);

    @Test
    void one_lane_has_all_places() {
        InFlightLimit capacity = new InFlightLimit(10, 1000, Duration.ZERO, ONE);

        assertThat(taken(capacity, Lane.NORMAL)).isEqualTo(10);
    }

    @Test
    void a_lane_leaves_the_others_their_own_places() {
        InFlightLimit capacity = new InFlightLimit(10, 1000, Duration.ZERO, ALL);

        assertThat(taken(capacity, Lane.BULK)).isEqualTo(8);
        assertThat(capacity.hasRoom(Lane.BULK)).isFalse();
        assertThat(capacity.hasRoom(Lane.HIGH)).isTrue();
        assertThat(taken(capacity, Lane.HIGH)).isEqualTo(1);
        assertThat(taken(capacity, Lane.NORMAL)).isEqualTo(1);
    }

    @Test
    void a_flood_of_high_mails_leaves_bulk_its_own_places_too() {
        InFlightLimit capacity = new InFlightLimit(10, 1000, Duration.ZERO, ALL);

        assertThat(taken(capacity, Lane.HIGH)).isEqualTo(8);
        assertThat(taken(capacity, Lane.BULK)).isEqualTo(1);
    }

    @Test
    void large_mails_of_one_lane_do_not_keep_another_out() {
        InFlightLimit capacity = new InFlightLimit(10, 1000, Duration.ZERO, ALL);
        assertThat(capacity.take(Lane.BULK, 800, Duration.ZERO)).isTrue();
        assertThat(capacity.take(Lane.BULK, 100, Duration.ZERO)).isFalse();

        assertThat(capacity.take(Lane.HIGH, 5000, Duration.ZERO)).as("its first").isTrue();
        assertThat(capacity.take(Lane.HIGH, 1, Duration.ZERO)).isFalse();
    }

    @Test
    void every_lane_has_a_place_where_there_is_only_one() {
        InFlightLimit capacity = new InFlightLimit(1, 1000, Duration.ZERO, ALL);

        assertThat(taken(capacity, Lane.BULK)).isEqualTo(1);
        assertThat(taken(capacity, Lane.HIGH)).isEqualTo(1);
    }

    @Test
    void the_next_place_is_the_higher_lanes_that_waits() {
        InFlightLimit capacity = new InFlightLimit(10, 1000, LONG, ALL);
        assertThat(taken(capacity, Lane.BULK)).isEqualTo(8);
        assertThat(taken(capacity, Lane.HIGH)).isEqualTo(1);
        CompletableFuture<Boolean> bulk = waits(capacity, Lane.BULK);
        CompletableFuture<Boolean> high = waits(capacity, Lane.HIGH);
        await().until(() -> capacity.waiting() == 2);

        capacity.free(Lane.BULK, 1);

        assertThat(high.join()).isTrue();
        assertThat(bulk.isDone()).isFalse();
        assertThat(capacity.inFlight(Lane.HIGH)).isEqualTo(2);
        capacity.free(Lane.BULK, 1);
        assertThat(bulk.join()).isTrue();
    }

    @Test
    void who_waits_for_a_place_goes_on_where_a_quarter_is_free_or_its_patience_ends() {
        InFlightLimit capacity = new InFlightLimit(8, 1000, Duration.ZERO, ONE);
        assertThat(taken(capacity, Lane.NORMAL)).isEqualTo(8);

        CompletableFuture<Boolean> patient = waits(capacity, Lane.NORMAL);
        await().until(() -> capacity.waiting() == 1);
        capacity.free(Lane.NORMAL, 1);
        assertThat(capacity.waiting()).isEqualTo(1);
        capacity.free(Lane.NORMAL, 1);

        assertThat(patient.join()).isTrue();
        assertThat(taken(capacity, Lane.NORMAL)).isEqualTo(1);

        CompletableFuture<Boolean> impatient =
                CompletableFuture.supplyAsync(
                        () -> capacity.take(Lane.NORMAL, 1, Duration.ofMillis(200)));
        await().until(() -> capacity.waiting() == 1);
        capacity.free(Lane.NORMAL, 1);

        assertThat(impatient.join()).isTrue();
        assertThat(capacity.inFlight()).isEqualTo(8);
    }

    private static CompletableFuture<Boolean> waits(InFlightLimit capacity, Lane lane) {
        return CompletableFuture.supplyAsync(() -> capacity.take(lane, 1, LONG));
    }

    private static int taken(InFlightLimit capacity, Lane lane) {
        int taken = 0;
        while (capacity.take(lane, 1, Duration.ZERO)) {
            taken++;
        }
        return taken;
    }
}
