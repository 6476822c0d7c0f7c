package dev.waypost.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.TestClock;
import dev.waypost.camel.RelayMessage;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.classify.PortUnavailable;
import dev.waypost.classify.ReplyRules;
import dev.waypost.relay.Port;
import dev.waypost.relay.Rule;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.pool.Submissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A relay that takes ann and puts bob off to the next transaction: whatever becomes of that, ann
 * has the mail, and bob's outcome is that of his own transaction.
 */
class OverTheLimitTest {

    private static final String ANN = "ann@example.net";
    private static final String BOB = "bob@example.net";
    private static final String EVE = "eve@example.net";

    private final Submissions submissions = new Submissions().impatient();
    private final PortFailover failover =
            new PortFailover(
                    new PortHealth(
                            new TestClock()::nanoTime,
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(1)),
                    new RefusalBreaker(10, 0.8),
                    new OutcomeClassifier(ReplyRules.shipped()),
                    new TestClock()::nanoTime);

    @AfterEach
    void stop() {
        submissions.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"452 4.5.3 enough", "552 5.5.3 enough", "552 enough"})
    void the_next_transaction_follows_at_once_on_the_same_connection(String reply)
            throws SubmissionFailure {
        oneRecipientAtATime(reply);

        AttemptLog log = carried(ANN, BOB);

        assertThat(log.accepted()).containsExactly(ANN, BOB);
        assertThat(submissions.relay.mails()).hasSize(2);
        assertThat(submissions.over(Port.SUBMISSION).pool().counts().opened()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"452 4.5.3 enough", "552 5.5.3 enough"})
    void where_nobody_is_accepted_there_is_no_next_transaction(String reply) {
        submissions.relay.onAllPorts().whenCommand("RCPT").reply(reply);

        SubmissionFailure failure =
                submissions.failure(Port.SUBMISSION, Submissions.aMessage(ANN, BOB));

        assertThat(OutcomeClassifier.isTooManyRecipients(failure.trouble().reply())).isTrue();
        assertThat(submissions.relay.dialogue(Port.SUBMISSION))
                .filteredOn(line -> line.startsWith("MAIL"))
                .hasSize(1);
    }

    @Test
    void a_next_transaction_without_a_reply_to_its_dot_is_in_doubt() throws SubmissionFailure {
        oneRecipientAtATime("452 4.5.3 enough");
        second("DOT").staySilent();

        AttemptLog log = carried(ANN, BOB);

        assertOutcome(log, OutcomeClass.UNCERTAIN, "in_doubt");
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 550 5.7.1 not you,    REJECT, sender_unverified",
        "DATA, 554 5.3.0 no,         REJECT, message_refused",
        "DOT,  554 5.7.1 spam,       REJECT, policy_refused",
        "MAIL, 451 4.7.1 later,      RETRY,  deferred",
        "DOT,  451 4.3.0 later,      RETRY,  deferred",
        "DOT,  421 4.3.0 bye,        RETRY,  relay_closing",
        "MAIL, 530 5.7.0 log in,     RETRY,  auth_required",
        "MAIL, 454 throttling failure, RETRY, rate_limited",
    })
    void a_next_transaction_that_is_refused_has_its_own_verdict(
            String moment, String reply, OutcomeClass outcomeClass, String reason)
            throws SubmissionFailure {
        oneRecipientAtATime("452 4.5.3 enough");
        second(moment).reply(reply);

        AttemptLog log = carried(ANN, BOB);

        assertOutcome(log, outcomeClass, reason);
        assertThat(log.recipients().get(BOB).reply().toString()).isEqualTo(reply);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RCPT", "DATA"})
    void a_connection_lost_in_a_next_transaction_puts_its_recipients_off(String moment)
            throws SubmissionFailure {
        oneRecipientAtATime("452 4.5.3 enough");
        submissions.relay.onAllPorts().whenCommand(moment).close().afterSkipping(1);

        AttemptLog log = carried(ANN, BOB);

        assertOutcome(log, OutcomeClass.RETRY, "connection_lost");
    }

    @Test
    void a_relay_that_is_gone_before_the_next_transaction_puts_its_recipients_off()
            throws SubmissionFailure {
        oneRecipientAtATime("452 4.5.3 enough");
        submissions.relay.onAllPorts().greet("554 5.7.1 no").afterSkipping(1);
        second("MAIL").close();

        AttemptLog log = carried(ANN, BOB);

        assertOutcome(log, OutcomeClass.RETRY, "turned_away");
    }

    @Test
    void who_is_refused_by_name_in_a_next_transaction_keeps_that_reply() throws SubmissionFailure {
        submissions.relay.onAllPorts().whenRecipient(BOB).reply("452 4.5.3 enough").times(1);
        submissions.relay.onAllPorts().whenRecipient(EVE).reply("452 4.5.3 enough").times(1);
        submissions.relay.onAllPorts().whenRecipient(EVE).reply("550 5.1.1 unknown");
        second("DOT").staySilent();

        AttemptLog log = carried(ANN, BOB, EVE);

        assertOutcome(log, OutcomeClass.UNCERTAIN, "in_doubt");
        assertThat(log.recipients().get(EVE).reason()).hasToString("mailbox_unknown");
    }

    private void oneRecipientAtATime(String reply) {
        submissions.relay.onAllPorts().whenRecipient(BOB).reply(reply).times(1);
    }

    /** When this comes for the second time. */
    private Second second(String moment) {
        return new Second(submissions.relay.onAllPorts().whenCommand(moment));
    }

    private record Second(Rule.When when) {
        void staySilent() {
            when.staySilent().afterSkipping(1);
        }

        void close() {
            when.close().afterSkipping(1);
        }

        void reply(String line) {
            when.reply(line).afterSkipping(1);
        }
    }

    private static void assertOutcome(AttemptLog log, OutcomeClass outcomeClass, String reason) {
        assertThat(log.accepted()).containsExactly(ANN);
        assertThat(log.recipients().get(BOB).outcomeClass()).isEqualTo(outcomeClass);
        assertThat(log.recipients().get(BOB).reason()).hasToString(reason);
    }

    /** What the endpoint does where nothing is thrown. */
    private AttemptLog carried(String... recipients) throws SubmissionFailure {
        AttemptLog log =
                new AttemptLog(Submissions.aMessage(recipients).envelope(), List.of(recipients));
        AttemptLog.Open attempt;
        try {
            attempt = failover.admit(log, new SubmissionPort("587", "localhost", 587, false));
        } catch (PortUnavailable e) {
            throw new AssertionError(e);
        }
        RelayMessage message = new RelayMessage(log.envelope(), log.remaining());
        submissions.submit(Port.SUBMISSION, message);
        failover.settled(attempt, message.report());
        assertThat(log.remaining()).isEqualTo(List.of(recipients));
        return log;
    }
}
