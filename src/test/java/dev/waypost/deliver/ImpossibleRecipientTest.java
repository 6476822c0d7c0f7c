package dev.waypost.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waypost.TestClock;
import dev.waypost.camel.RelayMessage;
import dev.waypost.classify.DeliveryFailure;
import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.classify.ReplyRules;
import dev.waypost.compose.Envelope;
import dev.waypost.relay.Port;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.pool.Submissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An address that this relay cannot be told of is refused alone; the others have their mail. */
class ImpossibleRecipientTest {

    private static final SubmissionPort PORT = new SubmissionPort("587", "localhost", 587, false);
    private static final String ANN = "ann@example.net";
    private static final String JÖRG = "jörg@example.net";

    private final Submissions submissions = new Submissions();
    private final TestClock clock = new TestClock();
    private final OutcomeClassifier classifier = new OutcomeClassifier(ReplyRules.none());
    private final PortFailover failover =
            new PortFailover(
                    new PortHealth(clock::nanoTime, Duration.ofSeconds(1), Duration.ofSeconds(1)),
                    new RefusalBreaker(10, 0.8),
                    classifier,
                    clock::nanoTime);

    @AfterEach
    void stop() {
        submissions.close();
    }

    @Test
    void a_hidden_recipient_who_needs_smtputf8_is_refused_alone_where_there_is_none()
            throws Exception {
        submissions.relay.onAllPorts().whenRecipient(ANN).reply("250 2.1.5 ok");
        submissions.relay.on(Port.SUBMISSION).without("SMTPUTF8");

        AttemptLog log = carried(Submissions.HELLO, ANN, JÖRG);

        assertThat(log.accepted()).containsExactly(ANN);
        assertThat(log.recipients()).containsOnlyKeys(ANN, JÖRG);
        assertRefused(log.recipients().get(JÖRG), "smtputf8_unsupported");
        assertThat(submissions.relay.mails()).hasSize(1);
        assertThat(submissions.relay.mails().get(0).recipients()).containsExactly(ANN);
        assertThat(submissions.relay.dialogue(Port.SUBMISSION))
                .filteredOn(line -> line.startsWith("MAIL"))
                .noneMatch(line -> line.contains("SMTPUTF8"));
    }

    @Test
    void where_it_is_offered_all_of_them_have_it() throws Exception {
        AttemptLog log = carried(Submissions.HELLO, ANN, JÖRG);

        assertThat(log.accepted()).containsExactly(ANN, JÖRG);
        assertThat(submissions.relay.mails()).hasSize(1);
    }

    @Test
    void a_header_that_needs_it_is_the_whole_messages_trouble() throws Exception {
        submissions.relay.on(Port.SUBMISSION).without("SMTPUTF8");

        DeliveryFailure failure =
                failed(Submissions.text("To: jörg@example.net\r\n\r\nHi.\r\n"), ANN, JÖRG);

        assertRefused(failure.outcome(), "smtputf8_unsupported");
        assertThat(submissions.relay.mails()).isEmpty();
    }

    @Test
    void where_the_others_are_put_off_it_is_refused_all_the_same() throws Exception {
        submissions.relay.on(Port.SUBMISSION).without("SMTPUTF8");
        submissions.relay.on(Port.SUBMISSION).whenRecipient(ANN).reply("450 4.2.1 later");
        AttemptLog log = pass(Submissions.HELLO, ANN, JÖRG);

        failed(log);

        assertThat(log.recipients().get(ANN).outcomeClass()).isEqualTo(OutcomeClass.RETRY);
        assertRefused(log.recipients().get(JÖRG), "smtputf8_unsupported");
    }

    @Test
    void where_the_others_are_in_doubt_it_is_not() throws Exception {
        submissions.relay.on(Port.SUBMISSION).without("SMTPUTF8");
        submissions.relay.on(Port.SUBMISSION).closeAfterDot();
        AttemptLog log = pass(Submissions.HELLO, ANN, JÖRG);

        DeliveryFailure failure = failed(log);

        assertThat(failure.outcome().outcomeClass()).isEqualTo(OutcomeClass.UNCERTAIN);
        assertThat(log.recipients().get(ANN).outcomeClass()).isEqualTo(OutcomeClass.UNCERTAIN);
        assertRefused(log.recipients().get(JÖRG), "smtputf8_unsupported");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eve@example.net>\r\nRCPT TO:<mallory@example.net",
                "eve@example.net> NOTIFY=NEVER",
                "eve @example.net",
                "\"eve@example.net",
                "eve\u0000@example.net",
                "eve\ud800@example.net"
            })
    void an_address_that_no_command_can_carry_is_refused_alone(String eve) throws Exception {
        AttemptLog log = carried(Submissions.HELLO, eve, ANN);

        assertThat(log.accepted()).containsExactly(ANN);
        assertRefused(log.recipients().get(eve), "recipient_refused");
        assertThat(submissions.relay.mails()).hasSize(1);
        assertThat(submissions.relay.mails().get(0).recipients()).containsExactly(ANN);
    }

    @Test
    void quotes_make_nearly_everything_sayable() throws Exception {
        String quoted = "\"a <b> c\\\"d\"@example.net";

        AttemptLog log = carried(Submissions.HELLO, quoted, ANN);

        assertThat(log.accepted()).containsExactly(quoted, ANN);
    }

    private static void assertRefused(Outcome outcome, String reason) {
        assertThat(outcome.outcomeClass()).isEqualTo(OutcomeClass.REJECT);
        assertThat(outcome.reason()).hasToString(reason);
    }

    private AttemptLog carried(byte[] mail, String... recipients) throws Exception {
        AttemptLog log = pass(mail, recipients);
        AttemptLog.Open attempt = failover.admit(log, PORT);
        RelayMessage message = new RelayMessage(log.envelope(), log.remaining());
        submissions.submit(Port.SUBMISSION, message);
        failover.settled(attempt, message.report());
        return log;
    }

    private DeliveryFailure failed(byte[] message, String... recipients) throws Exception {
        return failed(pass(message, recipients));
    }

    private DeliveryFailure failed(AttemptLog log) throws Exception {
        AttemptLog.Open attempt = failover.admit(log, PORT);
        SubmissionFailure failure =
                submissions.failure(
                        Port.SUBMISSION, new RelayMessage(log.envelope(), log.remaining()));
        return catchThrowableOfType(DeliveryFailure.class, () -> failover.failed(attempt, failure));
    }

    private static AttemptLog pass(byte[] message, String... recipients) {
        List<String> all = List.of(recipients);
        return new AttemptLog(
                new Envelope("<1@example.org>", "shop@example.org", all, message, true), all);
    }
}
