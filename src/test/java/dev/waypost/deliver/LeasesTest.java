package dev.waypost.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeasesTest {

    private static final Duration AT_ONCE = Duration.ZERO;

    private final AtomicLong now = new AtomicLong();
    private final Leases leases = new Leases(3, now::get);

    @Test
    void a_lowered_limit_holds_for_those_who_come() throws SubmissionFailure {
        leases.take(AT_ONCE);

        leases.lower();
        leases.release();
        leases.take(AT_ONCE);
        leases.take(AT_ONCE);

        assertThat(leases.inUse()).isEqualTo(2);
        assertThatThrownBy(() -> leases.take(AT_ONCE))
                .isInstanceOf(SubmissionFailure.class)
                .hasMessageContaining("all 2 connections were busy");
    }

    @Test
    void one_lease_is_always_left() throws SubmissionFailure {
        leases.lower();
        leases.lower();
        leases.lower();

        assertThat(leases.limit()).isEqualTo(1);
        leases.take(AT_ONCE);
    }

    @Test
    void each_calm_minute_gives_one_lease_back() {
        leases.lower();
        leases.lower();

        leases.sweep();
        assertThat(leases.limit()).isEqualTo(1);
        now.addAndGet(Duration.ofSeconds(61).toNanos());
        leases.sweep();
        leases.sweep();
        assertThat(leases.limit()).isEqualTo(2);
        now.addAndGet(Duration.ofSeconds(61).toNanos());
        leases.sweep();
        assertThat(leases.limit()).isEqualTo(3);
    }

    @Test
    void restoring_gives_all_back() {
        leases.lower();
        leases.lower();

        leases.restore();

        assertThat(leases.limit()).isEqualTo(3);
        assertThat(leases.inUse()).isZero();
    }
}
