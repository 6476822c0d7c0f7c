package dev.waypost.smtp.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.lane.Lane;
import dev.waypost.smtp.SubmissionFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConnectionLimitTest {

    private static final Duration GREETING = Duration.ofMinutes(1);

    private final AtomicLong now = new AtomicLong();
    private final ConnectionLimit leases = limitOf(3);

    private ConnectionLimit limitOf(int most) {
        return new ConnectionLimit(
                new PoolLimits(most, 100, GREETING, GREETING, GREETING, 0.1), now::get);
    }

    @Test
    void a_lowered_limit_holds_for_those_who_come() throws SubmissionFailure {
        leases.take(Lane.NORMAL);

        leases.lower(0);
        leases.release();
        leases.take(Lane.NORMAL);
        leases.take(Lane.NORMAL);

        assertThat(leases.inUse()).isEqualTo(2);
        assertThat(leases.takeNow()).isFalse();
    }

    @Test
    void one_lease_is_always_left() throws SubmissionFailure {
        leases.lower(0);
        leases.lower(0);
        leases.lower(0);

        assertThat(leases.limit()).isEqualTo(1);
        leases.take(Lane.NORMAL);
    }

    @Test
    void each_calm_minute_gives_one_lease_back() {
        leases.lower(0);
        leases.lower(0);

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
    void each_further_calm_minute_gives_twice_as_many_back() {
        ConnectionLimit many = limitOf(16);
        many.lower(1);

        List<Integer> limits = new ArrayList<>();
        for (int minute = 0; minute < 5; minute++) {
            now.addAndGet(Duration.ofSeconds(61).toNanos());
            many.sweep();
            limits.add(many.limit());
        }

        assertThat(limits).containsExactly(2, 4, 8, 16, 16);
    }

    @Test
    void restoring_gives_all_back() {
        leases.lower(0);
        leases.lower(0);

        leases.restore();

        assertThat(leases.limit()).isEqualTo(3);
        assertThat(leases.inUse()).isZero();
    }
}
