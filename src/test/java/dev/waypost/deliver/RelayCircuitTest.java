package dev.waypost.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.TestClock;
import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.classify.Reason;
import dev.waypost.classify.ReplyRules;
import dev.waypost.classify.Scope;
import dev.waypost.deliver.RelayCircuit.State;
import dev.waypost.deliver.RelayCircuit.View;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelayCircuitTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TestClock clock = new TestClock();
    private final RelayPause pause = new RelayPause(clock, clock::nanoTime);
    private final RelayCircuit circuit =
            new RelayCircuit(
                    List.of(MINUTE, MINUTE.multipliedBy(5), MINUTE.multipliedBy(15)),
                    pause,
                    clock,
                    clock::nanoTime);

    private void pausedFor(Duration time) {
        Instant now = clock.instant();
        pause.begin(new RelayPause.Pause("ann", "the provider's window", now, now.plus(time)));
    }

    @Test
    void a_pause_lets_nothing_go_and_says_who_wanted_it_and_ends_by_itself() {
        pausedFor(MINUTE);

        assertThat(circuit.test(null)).isFalse();
        assertThat(circuit.view().state()).isEqualTo(State.PAUSED);
        assertThat(circuit.view().detail()).isEqualTo("by ann: the provider's window");
        assertThat(circuit.view().retryAt()).isEqualTo(clock.instant().plus(MINUTE));

        clock.advance(MINUTE);

        assertThat(circuit.test(null)).isTrue();
        assertThat(circuit.view().state()).isEqualTo(State.RUNNING);
    }

    @Test
    void what_is_found_out_during_a_pause_holds_after_it_and_nothing_is_probed_meanwhile() {
        pausedFor(MINUTE);
        circuit.halt(failed(OutcomeClass.HALT, null));
        clock.advance(MINUTE.minusSeconds(1));
        assertThat(circuit.isDueForProbe()).isFalse();

        clock.advance(Duration.ofSeconds(1));

        assertThat(circuit.view().state()).isEqualTo(State.HALTED);
        assertThat(circuit.isDueForProbe()).isTrue();
    }

    @Test
    void before_it_is_known_whether_there_is_a_pause_mails_wait_but_not_for_long() {
        pause.awaitWord(MINUTE);
        assertThat(circuit.test(null)).isFalse();
        assertThat(circuit.view().state()).isEqualTo(State.RUNNING);

        pause.known();
        assertThat(circuit.test(null)).isTrue();

        pause.awaitWord(MINUTE);
        clock.advance(MINUTE);
        assertThat(circuit.test(null)).isTrue();
    }

    @Test
    void it_is_open_until_somebody_shuts_it() {
        assertThat(circuit.test(null)).isTrue();
    }

    @Test
    void a_throttled_relay_opens_by_itself_when_its_hint_has_passed() {
        circuit.slowDown(failed(OutcomeClass.SLOW, Duration.ofSeconds(30)));

        clock.advance(Duration.ofSeconds(29));
        assertThat(circuit.test(null)).isFalse();

        clock.advance(Duration.ofSeconds(1));
        assertThat(circuit.test(null)).isTrue();
    }

    @Test
    void a_hint_of_a_day_shuts_it_for_an_hour() {
        circuit.slowDown(failed(OutcomeClass.SLOW, Duration.ofHours(24)));

        clock.advance(Duration.ofMinutes(59));
        assertThat(circuit.test(null)).isFalse();

        clock.advance(MINUTE);
        assertThat(circuit.test(null)).isTrue();
    }

    @Test
    void without_a_hint_it_waits_a_minute() {
        circuit.slowDown(failed(OutcomeClass.SLOW, null));

        clock.advance(MINUTE.minusMillis(1));
        assertThat(circuit.test(null)).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(circuit.test(null)).isTrue();
    }

    @Test
    void a_limit_that_pace_and_connections_keep_to_shuts_nothing() {
        circuit.slowDown(failed(limited("rate_limited", null)));
        circuit.slowDown(failed(limited("rate_limited", MINUTE)));
        circuit.slowDown(failed(limited("too_many_connections", null)));

        assertThat(circuit.test(null)).isTrue();

        circuit.slowDown(failed(limited("rate_limited", MINUTE.plusMillis(1))));

        assertThat(circuit.test(null)).isFalse();
    }

    @Test
    void a_quota_without_a_hint_waits_ten_minutes() {
        circuit.slowDown(failed(limited("quota_exhausted", null)));

        clock.advance(MINUTE.multipliedBy(10).minusMillis(1));
        assertThat(circuit.test(null)).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(circuit.test(null)).isTrue();
    }

    @Test
    void a_halted_relay_opens_for_a_probe_only_and_is_probed_less_and_less_often() {
        circuit.halt(failed(OutcomeClass.HALT, null));
        for (int minutes : new int[] {1, 5, 15, 15}) {
            clock.advance(MINUTE.multipliedBy(minutes).minusMillis(1));
            assertThat(circuit.isDueForProbe()).as("before %d min", minutes).isFalse();
            clock.advance(Duration.ofMillis(1));
            assertThat(circuit.isDueForProbe()).as("after %d min", minutes).isTrue();
            assertThat(circuit.test(null)).isFalse();
            circuit.trip(outcome(OutcomeClass.HALT, null), circuit.view());
        }

        circuit.resume();

        assertThat(circuit.test(null)).isTrue();
    }

    @Test
    void mails_that_fail_together_halt_it_once() {
        for (int mail = 0; mail < 64; mail++) {
            circuit.halt(failed(OutcomeClass.HALT, null));
        }

        clock.advance(MINUTE);

        assertThat(circuit.isDueForProbe()).isTrue();
    }

    @Test
    void an_acceptance_makes_the_next_halt_a_first_one() {
        circuit.halt(failed(OutcomeClass.HALT, null));
        circuit.resume();
        circuit.accepted();

        circuit.halt(failed(OutcomeClass.HALT, null));
        clock.advance(MINUTE);

        assertThat(circuit.isDueForProbe()).isTrue();
    }

    @Test
    void an_unreachable_relay_is_probed_soon_and_says_why_it_is_shut() {
        circuit.unreachable(failed(OutcomeClass.FAILOVER, null));

        assertThat(circuit.view().state()).isEqualTo(State.UNREACHABLE);
        assertThat(circuit.view().reason()).contains(Reason.UNKNOWN_TROUBLE);
        clock.advance(Duration.ofSeconds(5));
        assertThat(circuit.isDueForProbe()).isTrue();
    }

    @Test
    void a_clock_that_is_set_back_keeps_no_gate_shut() {
        circuit.slowDown(failed(OutcomeClass.SLOW, Duration.ofSeconds(30)));

        clock.set(Duration.ofHours(-1));
        clock.advance(Duration.ofSeconds(30));

        assertThat(circuit.test(null)).isTrue();
    }

    @Test
    void a_clock_that_is_set_back_puts_off_no_probe() {
        circuit.halt(failed(OutcomeClass.HALT, null));

        clock.set(Duration.ofHours(-1));
        clock.advance(MINUTE);

        assertThat(circuit.isDueForProbe()).isTrue();
    }

    @Test
    void what_a_probe_finds_after_another_got_through_shuts_nothing() {
        circuit.unreachable(failed(OutcomeClass.FAILOVER, null));
        View before = circuit.view();
        circuit.resume();

        circuit.trip(outcome(OutcomeClass.FAILOVER, null), before);

        assertThat(circuit.test(null)).isTrue();
    }

    @Test
    void a_relay_that_takes_no_logins_for_now_is_not_asked_every_few_seconds() {
        circuit.halt(failed(OutcomeClass.HALT, null));
        clock.advance(MINUTE);

        circuit.trip(outcome(OutcomeClass.SLOW, Duration.ofMinutes(15)), circuit.view());

        assertThat(circuit.isDueForProbe()).isFalse();
        clock.advance(Duration.ofMinutes(15).minusMillis(1));
        assertThat(circuit.test(null)).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(circuit.test(null)).isTrue();
    }

    @Test
    void a_halt_outranks_a_limit() {
        circuit.slowDown(failed(OutcomeClass.SLOW, Duration.ofSeconds(1)));
        circuit.halt(failed(OutcomeClass.HALT, null));

        clock.advance(Duration.ofSeconds(2));

        assertThat(circuit.test(null)).isFalse();
    }

    @Test
    void that_we_stop_is_no_halt_of_the_relay() {
        Outcome stopping =
                new OutcomeClassifier(ReplyRules.none())
                        .classify(Trouble.of(Phase.END_OF_DATA, Symptom.ABANDONED, ""));

        circuit.halt(failed(stopping));
        circuit.trip(stopping, circuit.view());

        assertThat(circuit.view().state()).isEqualTo(State.RUNNING);
    }

    private static Exception failed(OutcomeClass outcomeClass, Duration hint) {
        return failed(outcome(outcomeClass, hint));
    }

    private static Exception failed(Outcome outcome) {
        return OutcomeClassifier.failure(outcome);
    }

    private static Outcome limited(String reason, Duration hint) {
        return outcome(OutcomeClass.SLOW, reason, hint);
    }

    private static Outcome outcome(OutcomeClass outcomeClass, Duration hint) {
        return outcome(outcomeClass, "unknown_trouble", hint);
    }

    private static Outcome outcome(OutcomeClass outcomeClass, String reason, Duration hint) {
        return new Outcome(
                outcomeClass,
                Scope.RELAY,
                Reason.of(reason).orElseThrow(),
                Phase.AUTH,
                null,
                "why it is so",
                hint);
    }
}
