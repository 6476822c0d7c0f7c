package dev.waypost.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OffsetTrackerTest {

    private final TestClock clock = new TestClock();
    private final OffsetTracker ledger = new OffsetTracker(clock::nanoTime);

    @Test
    void nothing_is_committed_before_the_first_record() {
        assertThat(ledger.lowWatermark()).isEmpty();
    }

    @Test
    void the_watermark_stands_before_the_oldest_in_flight() {
        admit(10, 11, 12);

        ledger.done(11);
        ledger.done(12);

        assertThat(ledger.lowWatermark()).hasValue(10);
    }

    @Test
    void the_watermark_passes_all_that_is_done() {
        admit(10, 11, 12);

        ledger.done(11);
        ledger.done(10);

        assertThat(ledger.lowWatermark()).hasValue(12);
    }

    @Test
    void the_watermark_is_past_the_last_when_all_is_done() {
        admit(10, 11);

        ledger.done(10);
        ledger.done(11);

        assertThat(ledger.lowWatermark()).hasValue(12);
        assertThat(ledger.span()).isZero();
    }

    @Test
    void gaps_between_offsets_do_not_hold_the_watermark_back() {
        admit(10, 20, 30);

        ledger.done(10);
        ledger.done(20);

        assertThat(ledger.lowWatermark()).hasValue(30);
    }

    @Test
    void done_said_twice_changes_nothing() {
        admit(10, 11);

        ledger.done(11);
        ledger.done(11);

        assertThat(ledger.lowWatermark()).hasValue(10);
    }

    @Test
    void a_record_read_again_is_refused_while_in_flight_and_when_done() {
        admit(10, 11);
        ledger.done(11);

        assertThat(ledger.admit(10)).isFalse();
        assertThat(ledger.admit(11)).isFalse();
    }

    @Test
    void a_record_before_the_watermark_is_refused() {
        admit(10);
        ledger.done(10);

        assertThat(ledger.admit(10)).isFalse();
        assertThat(ledger.admit(9)).isFalse();
    }

    @Test
    void what_is_given_back_holds_the_watermark_and_is_read_again() {
        admit(10, 11, 12);
        ledger.done(10);
        ledger.done(12);

        ledger.giveBack(11);

        assertThat(ledger.lowWatermark()).hasValue(11);
        assertThat(ledger.rewindTo()).as("in its pause").isEmpty();
        assertThat(ledger.admit(11)).as("in its pause").isFalse();
        clock.advance(Duration.ofMillis(250));
        assertThat(ledger.rewindTo()).hasValue(11);
        assertThat(ledger.admit(11)).isTrue();
        assertThat(ledger.admit(12)).isFalse();
        assertThat(ledger.rewindTo()).isEmpty();
    }

    @Test
    void what_is_done_cannot_be_given_back() {
        admit(10, 11);
        ledger.done(11);

        ledger.giveBack(11);

        assertThat(ledger.rewindTo()).isEmpty();
    }

    @Test
    void offsets_that_go_back_by_themselves_are_of_another_log() {
        admit(10, 11);
        ledger.reading().polled();

        assertThat(ledger.reading().isBehind(12)).isFalse();
        assertThat(ledger.reading().isBehind(11)).isTrue();
    }

    @Test
    void offsets_that_go_back_to_where_reading_was_sent_are_of_this_log() {
        admit(10, 11, 12);
        ledger.turnAway(10);
        ledger.done(11);
        ledger.reading().polled();
        ledger.reading().sought(10);

        assertThat(ledger.admit(13)).as("polled before it was sent back").isTrue();
        ledger.reading().polled();

        assertThat(ledger.reading().isBehind(10)).isFalse();
        assertThat(ledger.admit(10)).isTrue();
        assertThat(ledger.reading().isBehind(9)).isTrue();
    }

    @Test
    void what_was_given_back_and_is_gone_from_the_log_does_not_hold_the_watermark() {
        admit(10, 11, 12);
        ledger.turnAway(10);
        ledger.done(11);
        ledger.turnAway(12);
        ledger.reading().sought(10);
        ledger.reading().polled();

        assertThat(ledger.passOver(12)).isEqualTo(1);

        assertThat(ledger.rewindTo()).hasValue(12);
        assertThat(ledger.lowWatermark()).hasValue(12);
    }

    @Test
    void a_ledger_that_begins_with_a_seek_takes_nothing_that_was_polled_before() {
        ledger.beginAt(3);
        ledger.reading().polled();
        assertThat(ledger.admit(8)).isFalse();

        ledger.reading().sought(3);
        ledger.reading().polled();

        admit(3, 4, 8);
        assertThat(ledger.lowWatermark()).hasValue(3);
    }

    @Test
    void each_pause_of_a_record_is_longer_than_the_one_before_up_to_a_bound() {
        admit(10);

        for (long millis : new long[] {250, 500, 1000, 2000, 4000, 8000, 15000, 15000}) {
            ledger.giveBack(10);
            clock.advance(Duration.ofMillis(millis - 1));
            assertThat(ledger.rewindTo()).as("before %d ms", millis).isEmpty();
            clock.advance(Duration.ofMillis(1));
            assertThat(ledger.rewindTo()).as("after %d ms", millis).hasValue(10);
            admit(10);
        }
    }

    @Test
    void a_full_ledger_is_not_read_and_loses_nothing_of_what_it_did_not_take() {
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
    void a_full_ledger_is_read_for_what_was_given_back_alone() {
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
        ledger.done(10);
        assertThat(ledger.isAllDone()).isTrue();

        assertThat(ledger.hold(11, Duration.ofHours(1))).isTrue();

        assertThat(ledger.isAllDone()).isFalse();
        assertThat(ledger.lowWatermark()).hasValue(11);
    }

    private void admit(long... offsets) {
        for (long offset : offsets) {
            assertThat(ledger.admit(offset)).isTrue();
        }
    }
}
