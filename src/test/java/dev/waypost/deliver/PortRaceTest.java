package dev.waypost.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.TestClock;
import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.classify.Reason;
import dev.waypost.classify.ReplyRules;
import dev.waypost.deliver.RelayCircuit.State;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.SmtpReply;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import dev.waypost.smtp.pool.ConnectionRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PortRaceTest {

    private static final Duration HEAD_START = Duration.ofMillis(250);

    private final TestClock clock = new TestClock();
    private final OutcomeClassifier classifier = new OutcomeClassifier(ReplyRules.none());
    private final PortHealth health =
            new PortHealth(clock::nanoTime, Duration.ofSeconds(15), Duration.ofMinutes(5));
    private final RelayCircuit circuit =
            new RelayCircuit(
                    List.of(Duration.ofMinutes(1)),
                    new RelayPause(clock, clock::nanoTime),
                    clock,
                    clock::nanoTime);
    private final List<String> begun = new ArrayList<>();
    private final Set<String> hanging = new HashSet<>();

    @BeforeEach
    void atTheStart() {
        List.of("587", "2525", "465").forEach(health::know);
        circuit.awaitTrial();
    }

    @Test
    void the_first_port_has_a_head_start_and_the_next_begins_while_it_is_silent() {
        PortRace race = begin();
        assertThat(begun).containsExactly("587");

        wait(race, HEAD_START.minusMillis(1));
        assertThat(begun).containsExactly("587");
        wait(race, Duration.ofMillis(1));

        assertThat(begun).containsExactly("587", "2525");
    }

    @Test
    void a_port_that_answers_step_by_step_is_not_silent() {
        PortRace race = begin();

        for (Phase phase : List.of(Phase.GREETING, Phase.STARTTLS, Phase.TLS, Phase.EHLO)) {
            wait(race, HEAD_START.minusMillis(1));
            request("587", race).awaiting(phase);
        }

        assertThat(begun).containsExactly("587");
    }

    @Test
    void a_port_that_fails_leaves_the_next_one_no_waiting() {
        PortRace race = begin();

        race.failed("587", refused());

        assertThat(begun).containsExactly("587", "2525");
        assertThat(circuit.view().state()).isEqualTo(State.UNTRIED);
    }

    @Test
    void the_first_to_let_us_in_opens_the_gate_and_the_silent_ones_before_it_are_asked_last() {
        PortRace race = begin();
        request("587", race).awaiting(Phase.GREETING);
        wait(race, HEAD_START);

        race.letIn("2525");

        assertThat(circuit.view().state()).isEqualTo(State.RUNNING);
        assertThat(health.postponed("587"))
                .map(PortHealth.Postponed::reason)
                .contains(Reason.NO_GREETING);
        assertThat(health.postponed("2525")).isEmpty();
        assertThat(health.postponed("465")).isEmpty();
        wait(race, Duration.ofSeconds(1));
        assertThat(begun).containsExactly("587", "2525");
    }

    @Test
    void a_port_that_still_answers_is_preferred_to_a_later_one_that_was_faster() {
        PortRace race = begin();
        wait(race, HEAD_START);
        request("587", race).awaiting(Phase.EHLO);

        race.letIn("2525");
        assertThat(circuit.view().state()).isEqualTo(State.UNTRIED);
        race.letIn("587");

        assertThat(circuit.view().state()).isEqualTo(State.RUNNING);
        assertThat(health.postponed("587")).isEmpty();
        assertThat(health.postponed("2525")).isEmpty();
    }

    @Test
    void a_port_that_answers_no_more_is_waited_for_no_longer() {
        PortRace race = begin();
        wait(race, HEAD_START);
        request("587", race).awaiting(Phase.EHLO);
        race.letIn("2525");

        wait(race, HEAD_START);

        assertThat(circuit.view().state()).isEqualTo(State.RUNNING);
        assertThat(health.postponed("587")).isPresent();
        assertThat(race.isOver()).isTrue();
    }

    @Test
    void a_port_that_answers_drop_by_drop_is_waited_for_a_second() {
        PortRace race = begin();
        wait(race, HEAD_START);
        request("587", race).awaiting(Phase.GREETING);
        race.letIn("2525");
        for (int i = 0; i < 10; i++) {
            assertThat(circuit.view().state()).isEqualTo(State.UNTRIED);
            request("587", race).awaiting(Phase.EHLO);
            wait(race, Duration.ofMillis(100));
        }

        assertThat(circuit.view().state()).isEqualTo(State.RUNNING);
        assertThat(begun).containsExactly("587", "2525");
    }

    @Test
    void nobody_logs_in_after_another_has() {
        PortRace race = begin();
        wait(race, HEAD_START);
        assertThat(request("2525", race).isOutrun()).isFalse();

        request("587", race).loggedIn();

        assertThat(request("2525", race).isOutrun()).isTrue();
    }

    @Test
    void a_refused_login_halts_at_once_and_no_other_port_begins() {
        PortRace race = begin();

        race.failed("587", outcome(Trouble.reply(Phase.AUTH, SmtpReply.of(535, "5.7.8 no"))));

        assertThat(circuit.view().state()).isEqualTo(State.HALTED);
        assertThat(begun).containsExactly("587");
    }

    @Test
    void where_every_port_fails_the_relay_is_unreachable() {
        PortRace race = begin();

        List.of("587", "2525", "465").forEach(port -> race.failed(port, refused()));

        assertThat(circuit.view().state()).isEqualTo(State.UNREACHABLE);
        assertThat(race.isOver()).isTrue();
    }

    @Test
    void a_port_that_is_known_to_be_dead_is_left_alone_while_others_answer() {
        health.failed("587", Reason.PORT_BLOCKED);
        PortRace race = begin();
        wait(race, HEAD_START);
        wait(race, HEAD_START);
        wait(race, Duration.ofSeconds(4));
        assertThat(begun).containsExactly("2525", "465");

        race.failed("2525", refused());
        race.letIn("465");

        wait(race, Duration.ofSeconds(10));
        assertThat(begun).containsExactly("2525", "465");
        assertThat(circuit.view().state()).isEqualTo(State.RUNNING);
    }

    @Test
    void a_port_that_is_known_to_be_dead_is_asked_where_all_others_fail() {
        health.failed("587", Reason.PORT_BLOCKED);
        PortRace race = begin();

        race.failed("2525", refused());
        race.failed("465", refused());

        assertThat(begun).containsExactly("2525", "465", "587");
    }

    @Test
    void after_the_start_a_port_that_failed_is_asked_where_the_others_stay_silent() {
        circuit.resume();
        health.failed("587", Reason.PORT_BLOCKED);
        PortRace race = begin();
        wait(race, HEAD_START);

        wait(race, Duration.ofSeconds(2));

        assertThat(begun).containsExactly("2525", "465", "587");
    }

    @Test
    void where_all_are_known_to_be_dead_the_order_of_the_routes_holds() {
        List.of("587", "2525", "465").forEach(port -> health.failed(port, Reason.PORT_BLOCKED));

        begin();

        assertThat(begun).containsExactly("587");
    }

    @Test
    void a_port_that_still_hangs_from_before_holds_up_no_other() {
        hanging.add("587");

        begin();

        assertThat(begun).containsExactly("2525");
    }

    @Test
    void a_relay_that_went_away_while_no_mail_came_is_noticed() {
        circuit.resume();
        PortRace race = begin();

        List.of("587", "2525", "465").forEach(port -> race.failed(port, refused()));

        assertThat(circuit.view().state()).isEqualTo(State.UNREACHABLE);
    }

    private PortRace begin() {
        PortRace race =
                new PortRace(
                        List.of("587", "2525", "465"),
                        circuit,
                        health,
                        classifier,
                        null,
                        Duration.ofMillis(250),
                        clock::nanoTime,
                        (port, in) -> !hanging.contains(port) && begun.add(port));
        race.begin();
        return race;
    }

    private void wait(PortRace race, Duration longer) {
        clock.advance(longer);
        race.look();
    }

    private static ConnectionRequest request(String port, PortRace race) {
        return new RaceEntrant(port, race, false);
    }

    private Outcome refused() {
        return outcome(Trouble.of(Phase.CONNECT, Symptom.REFUSED, ""));
    }

    private Outcome outcome(Trouble trouble) {
        return classifier.classify(trouble);
    }
}
