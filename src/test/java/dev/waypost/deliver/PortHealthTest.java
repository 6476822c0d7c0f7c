package dev.waypost.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.TestClock;
import dev.waypost.classify.Reason;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PortHealthTest {

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final TestClock clock = new TestClock();
    private final PortHealth health = new PortHealth(clock::nanoTime, FIRST, LONGEST);

    @Test
    void a_port_nobody_complained_about_is_admitted() {
        assertThat(health.admits("587")).isTrue();
    }

    @Test
    void a_port_that_failed_is_postponed_while_another_is_fine() {
        knows("587", "2525");

        health.failed("587", Reason.PORT_REFUSED);

        assertThat(health.admits("587")).isFalse();
        assertThat(health.admits("2525")).isTrue();
    }

    @Test
    void when_every_port_is_postponed_all_are_admitted() {
        knows("587", "2525");

        health.failed("587", Reason.PORT_REFUSED);
        health.failed("2525", Reason.PORT_REFUSED);

        assertThat(health.admits("587")).isTrue();
        assertThat(health.admits("2525")).isTrue();
        assertThat(health.allPostponed()).isTrue();
    }

    @Test
    void a_port_that_was_forgotten_is_as_good_as_new_and_one_that_is_not_there_stays_so() {
        knows("587", "2525");
        health.failed("587", Reason.PORT_REFUSED);

        health.forget("587");
        health.forget("588");

        assertThat(health.admits("587")).isTrue();
        assertThat(health.view())
                .containsOnly(
                        Map.entry("587", Optional.empty()), Map.entry("2525", Optional.empty()));
    }

    @Test
    void a_postponed_port_is_not_tried_on_a_mail_but_on_a_probe_when_its_cool_down_ends() {
        knows("587", "2525");
        health.failed("587", Reason.PORT_REFUSED);
        assertThat(health.dueForProbe()).isEmpty();

        clock.advance(FIRST);

        assertThat(health.dueForProbe()).containsExactly("587");
        assertThat(health.admits("587")).isFalse();
    }

    @Test
    void the_first_port_is_preferred_again_when_somebody_got_through() {
        knows("587", "2525");
        health.failed("587", Reason.PORT_REFUSED);

        health.succeeded("587");

        assertThat(health.admits("587")).isTrue();
        assertThat(health.postponed("587")).isEmpty();
    }

    @Test
    void the_cool_down_doubles_up_to_the_longest() {
        knows("587", "2525");
        for (int seconds : new int[] {10, 20, 40, 60, 60}) {
            health.failed("587", Reason.PORT_REFUSED);
            clock.advance(Duration.ofSeconds(seconds - 1));
            assertThat(health.dueForProbe()).as("before %d s", seconds).isEmpty();
            clock.advance(Duration.ofSeconds(1));
            assertThat(health.dueForProbe()).as("after %d s", seconds).containsExactly("587");
        }
    }

    @Test
    void mails_that_fail_together_are_one_failure() {
        knows("587", "2525");
        for (int mail = 0; mail < 64; mail++) {
            health.failed("587", Reason.PORT_REFUSED);
        }

        clock.advance(FIRST);

        assertThat(health.dueForProbe()).containsExactly("587");
    }

    @Test
    void a_clock_that_is_set_back_keeps_no_port_postponed_for_longer() {
        knows("587", "2525");
        health.failed("587", Reason.PORT_REFUSED);

        clock.set(Duration.ofHours(-1));
        clock.advance(FIRST);

        assertThat(health.dueForProbe()).containsExactly("587");
    }

    @Test
    void a_clock_that_is_set_forward_ends_no_cool_down() {
        knows("587", "2525");
        health.failed("587", Reason.PORT_REFUSED);

        clock.set(Duration.ofHours(1));

        assertThat(health.dueForProbe()).isEmpty();
    }

    private void knows(String... ports) {
        for (String port : ports) {
            assertThat(health.admits(port)).isTrue();
        }
    }
}
