package dev.waypost.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OffsetTrackerTest {

    private final TestClock clock = new TestClock();
    private final OffsetTracker tracker = new OffsetTracker(clock::nanoTime);

    @Test
    void nothing_is_committed_before_the_first_record() {
        assertThat(tracker.lowWatermark()).isEmpty();
    }

    @Test
    void the_watermark_stands_before_the_oldest_in_flight() {
        admit(10, 11, 12);

        tracker.done(11);
        tracker.done(12);

        assertThat(tracker.lowWatermark()).hasValue(10);
    }

    @Test
    void the_watermark_passes_all_that_is_done() {
        admit(10, 11, 12);

        tracker.done(11);
        tracker.done(10);

        assertThat(tracker.lowWatermark()).hasValue(12);
    }

    @Test
    void the_watermark_is_past_the_last_when_all_is_done() {
        admit(10, 11);

        tracker.done(10);
        tracker.done(11);

        assertThat(tracker.lowWatermark()).hasValue(12);
        assertThat(tracker.span()).isZero();
    }

    @Test
    void gaps_between_offsets_do_not_hold_the_watermark_back() {
        admit(10, 20, 30);

        tracker.done(10);
        tracker.done(20);

        assertThat(tracker.lowWatermark()).hasValue(30);
    }

    @Test
    void done_said_twice_changes_nothing() {
        admit(10, 11);

        tracker.done(11);
        tracker.done(11);

        assertThat(tracker.lowWatermark()).hasValue(10);
    }

    @Test
    void a_record_read_again_is_refused_while_in_flight_and_when_done() {
        admit(10, 11);
        tracker.done(11);

        assertThat(tracker.admit(10)).isFalse();
        assertThat(tracker.admit(11)).isFalse();
    }

    @Test
    void a_record_before_the_watermark_is_refused() {
        admit(10);
        tracker.done(10);

        assertThat(tracker.admit(10)).isFalse();
        assertThat(tracker.admit(9)).isFalse();
    }

    @Test
    void what_is_released_holds_the_watermark_and_is_read_again() {
        admit(10, 11, 12);
        tracker.done(10);
        tracker.done(12);

        tracker.release(11);

        assertThat(tracker.lowWatermark()).hasValue(11);
        assertThat(tracker.rewindTo()).as("in its pause").isEmpty();
        assertThat(tracker.admit(11)).as("in its pause").isFalse();
        clock.advance(Duration.ofMillis(250));
        assertThat(tracker.rewindTo()).hasValue(11);
        assertThat(tracker.admit(11)).isTrue();
        assertThat(tracker.admit(12)).isFalse();
        assertThat(tracker.rewindTo()).isEmpty();
    }

    @Test
    void what_is_done_cannot_be_released() {
        admit(10, 11);
        tracker.done(11);

        tracker.release(11);

        assertThat(tracker.rewindTo()).isEmpty();
    }

    @Test
    void offsets_that_go_back_by_themselves_are_of_another_log() {
        admit(10, 11);
        tracker.reading().polled();

        assertThat(tracker.reading().isBehind(12)).isFalse();
        assertThat(tracker.reading().isBehind(11)).isTrue();
    }

    @Test
    void offsets_that_go_back_to_where_reading_was_sent_are_of_this_log() {
        admit(10, 11, 12);
        tracker.turnAway(10);
        tracker.done(11);
        tracker.reading().polled();
        tracker.reading().sought(10);

        assertThat(tracker.admit(13)).as("polled before it was sent back").isTrue();
        tracker.reading().polled();

        assertThat(tracker.reading().isBehind(10)).isFalse();
        assertThat(tracker.admit(10)).isTrue();
        assertThat(tracker.reading().isBehind(9)).isTrue();
    }

    @Test
    void what_was_released_and_is_gone_from_the_log_does_not_hold_the_watermark() {
        admit(10, 11, 12);
        tracker.turnAway(10);
        tracker.done(11);
        tracker.turnAway(12);
        tracker.reading().sought(10);
        tracker.reading().polled();

        assertThat(tracker.passOver(12)).isEqualTo(1);

        assertThat(tracker.rewindTo()).hasValue(12);
        assertThat(tracker.lowWatermark()).hasValue(12);
    }

    @Test
    void a_partition_that_begins_with_a_seek_takes_nothing_that_was_polled_before() {
        tracker.beginAt(3);
        tracker.reading().polled();
        assertThat(tracker.admit(8)).isFalse();

        tracker.reading().sought(3);
        tracker.reading().polled();

        admit(3, 4, 8);
        assertThat(tracker.lowWatermark()).hasValue(3);
    }

    @Test
    void each_pause_of_a_record_is_longer_than_the_one_before_up_to_a_bound() {
        admit(10);

        for (long millis : new long[] {250, 500, 1000, 2000, 4000, 8000, 15000, 15000}) {
            tracker.release(10);
            clock.advance(Duration.ofMillis(millis - 1));
            assertThat(tracker.rewindTo()).as("before %d ms", millis).isEmpty();
            clock.advance(Duration.ofMillis(1));
            assertThat(tracker.rewindTo()).as("after %d ms", millis).hasValue(10);
            admit(10);
        }
    }

    @Test
    void a_full_partition_is_not_read_and_loses_nothing_of_what_it_did_not_take() {
        OffsetTracker small = new OffsetTracker(clock::nanoTime, 2);
        assertThat(small.admit(10)).isTrue();
        assertThat(small.admit(11)).isTrue();
        assertThat(small.isReadable()).isFalse();
        assertThat(small.admit(12)).isFalse();

        small.done(10);
        assertThat(small.admit(13)).as("12 comes first").isFalse();
        assertThat(small.isReadable()).isTrue();
        assertThat(small.rewindTo()).hasValue(12);
        small.reading().sought(12);
        small.reading().polled();

        assertThat(small.admit(12)).isTrue();
        assertThat(small.lowWatermark()).hasValue(11);
    }

    @Test
    void a_full_partition_is_read_for_what_was_released_alone() {
        OffsetTracker small = new OffsetTracker(clock::nanoTime, 2);
        small.admit(10);
        small.admit(11);
        small.admit(12);
        small.turnAway(10);

        assertThat(small.isReadable()).isTrue();
        assertThat(small.rewindTo()).hasValue(10);
        small.reading().sought(10);
        small.reading().polled();
        assertThat(small.admit(10)).isTrue();

        assertThat(small.isReadable()).isFalse();
        assertThat(small.span()).isEqualTo(2);
    }

    @Test
    void a_record_that_is_not_due_is_not_done() {
        admit(10);
        tracker.done(10);
        assertThat(tracker.isAllDone()).isTrue();

        assertThat(tracker.hold(11, Duration.ofHours(1))).isTrue();

        assertThat(tracker.isAllDone()).isFalse();
        assertThat(tracker.lowWatermark()).hasValue(11);
    }

    private void admit(long... offsets) {
        for (long offset : offsets) {
            assertThat(tracker.admit(offset)).isTrue();
        }
    }
}
