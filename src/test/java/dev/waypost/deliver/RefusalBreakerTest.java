package dev.waypost.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefusalBreakerTest {

    private final RefusalBreaker breaker = new RefusalBreaker(10, 0.8);

    @Test
    void a_full_window_of_equal_refusals_trips() {
        refused("sender_unverified", 9);

        assertThat(breaker.refused("sender_unverified")).isTrue();
        assertThat(breaker.refused("sender_unverified")).isTrue();
    }

    @Test
    void unknown_mailboxes_never_trip_however_many() {
        refused("mailbox_unknown", 100);

        assertThat(breaker.refused("mailbox_unknown")).isFalse();
    }

    @Test
    void a_few_refusals_among_others_do_not_trip() {
        for (int i = 0; i < 50; i++) {
            assertThat(breaker.refused(i % 2 == 0 ? "relay_denied" : "mailbox_unknown")).isFalse();
        }
    }

    @Test
    void an_acceptance_clears_it() {
        refused("relay_denied", 9);

        breaker.accepted();

        assertThat(breaker.refused("relay_denied")).isFalse();
    }

    private void refused(String reason, int times) {
        for (int i = 0; i < times; i++) {
            breaker.refused(reason);
        }
    }
}
