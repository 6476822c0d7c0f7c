package dev.waypost.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.classify.Reason;
import org.junit.jupiter.api.Test;

class RefusalBreakerTest {

    private final RefusalBreaker breaker = new RefusalBreaker(10, 0.8);

    @Test
    void a_full_window_of_equal_refusals_trips() {
        refused(Reason.SENDER_UNVERIFIED, 9);

        assertThat(breaker.refused(Reason.SENDER_UNVERIFIED)).isTrue();
        assertThat(breaker.refused(Reason.SENDER_UNVERIFIED)).isTrue();
    }

    @Test
    void unknown_mailboxes_never_trip_however_many() {
        refused(Reason.MAILBOX_UNKNOWN, 100);

        assertThat(breaker.refused(Reason.MAILBOX_UNKNOWN)).isFalse();
    }

    @Test
    void a_few_refusals_among_others_do_not_trip() {
        for (int i = 0; i < 50; i++) {
            assertThat(breaker.refused(i % 2 == 0 ? Reason.RELAY_DENIED : Reason.MAILBOX_UNKNOWN))
                    .isFalse();
        }
    }

    @Test
    void who_sends_twenty_a_day_need_not_lose_fifty() {
        RefusalBreaker wide = new RefusalBreaker(50, 0.8);
        for (int i = 0; i < 9; i++) {
            assertThat(wide.refused(Reason.SENDER_UNVERIFIED)).isFalse();
        }

        assertThat(wide.refused(Reason.SENDER_UNVERIFIED)).isTrue();
    }

    @Test
    void one_acceptance_among_many_refusals_resets_nothing() {
        refused(Reason.RELAY_DENIED, 9);

        breaker.accepted();

        assertThat(breaker.refused(Reason.RELAY_DENIED)).isTrue();
    }

    @Test
    void a_few_refusals_in_a_row_among_many_acceptances_do_not_trip() {
        RefusalBreaker wide = new RefusalBreaker(50, 0.8);
        for (int i = 0; i < 40; i++) {
            wide.accepted();
        }

        for (int i = 0; i < 12; i++) {
            assertThat(wide.refused(Reason.RELAY_DENIED)).isFalse();
        }
    }

    @Test
    void a_single_refusal_after_the_fault_is_mended_does_not_trip() {
        RefusalBreaker wide = new RefusalBreaker(50, 0.8);
        for (int i = 0; i < 50; i++) {
            wide.refused(Reason.RELAY_DENIED);
        }

        wide.accepted();
        wide.accepted();
        wide.accepted();

        assertThat(wide.refused(Reason.RELAY_DENIED)).isFalse();
    }

    private void refused(Reason reason, int times) {
        for (int i = 0; i < times; i++) {
            breaker.refused(reason);
        }
    }
}
