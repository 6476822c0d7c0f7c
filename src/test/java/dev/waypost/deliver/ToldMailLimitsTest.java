package dev.waypost.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.TestClock;
import dev.waypost.camel.RelayMessage;
import dev.waypost.classify.DeliveryFailure;
import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.classify.PortUnavailable;
import dev.waypost.classify.ReplyRules;
import dev.waypost.relay.Port;
import dev.waypost.relay.ReceivedMail;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.pool.Submissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A relay's limits on one mail, told beforehand: kept to, and nobody is forgotten over it. */
class ToldMailLimitsTest {

    private static final String KEY = "Resend-Idempotency-Key";
    private static final List<String> FIVE =
            List.of(
                    "a@example.net",
                    "b@example.net",
                    "c@example.net",
                    "d@example.net",
                    "e@example.net");

    private final Submissions submissions =
            new Submissions().impatient().set("waypost.delivery.recipients-per-mail", "2");
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

    @Test
    void more_recipients_than_a_mail_may_have_go_in_several() throws Exception {
        AttemptLog log = carried();

        assertThat(log.accepted()).containsExactlyElementsOf(FIVE);
        assertThat(submissions.relay.mails())
                .extracting(ReceivedMail::recipients)
                .containsExactly(FIVE.subList(0, 2), FIVE.subList(2, 4), FIVE.subList(4, 5));
        assertThat(submissions.over(Port.SUBMISSION).pool().counts().opened()).isEqualTo(1);
    }

    @Test
    void the_next_ones_go_where_the_first_ones_were_all_refused() throws Exception {
        submissions.relay.onAllPorts().whenCommand("RCPT").reply("550 5.1.1 no such user").times(2);

        AttemptLog log = carried();

        assertThat(log.accepted()).containsExactlyElementsOf(FIVE.subList(2, 5));
        assertThat(classes(log))
                .containsEntry(FIVE.get(0), OutcomeClass.REJECT)
                .containsEntry(FIVE.get(1), OutcomeClass.REJECT);
    }

    @Test
    void those_in_the_middle_who_are_all_refused_stop_nobody() throws Exception {
        submissions
                .relay
                .onAllPorts()
                .whenCommand("RCPT")
                .reply("550 5.1.1 no such user")
                .afterSkipping(2)
                .times(2);

        AttemptLog log = carried();

        assertThat(log.accepted()).containsExactly(FIVE.get(0), FIVE.get(1), FIVE.get(4));
        assertThat(classes(log)).containsEntry(FIVE.get(3), OutcomeClass.REJECT);
    }

    @Test
    void where_all_are_refused_each_has_its_own_word() {
        submissions.relay.onAllPorts().whenCommand("RCPT").reply("550 5.1.1 no such user");

        AttemptLog log = failed();

        assertThat(classes(log)).hasSize(5).containsValue(OutcomeClass.REJECT);
        assertThat(classes(log).values()).containsOnly(OutcomeClass.REJECT);
    }

    @Test
    void a_doubt_about_the_first_ones_is_none_about_those_who_were_not_sent() {
        submissions.relay.onAllPorts().whenCommand("DOT").staySilent();

        AttemptLog log = failed();

        assertThat(classes(log))
                .containsEntry(FIVE.get(0), OutcomeClass.UNCERTAIN)
                .containsEntry(FIVE.get(1), OutcomeClass.UNCERTAIN)
                .containsEntry(FIVE.get(2), OutcomeClass.RETRY)
                .containsEntry(FIVE.get(4), OutcomeClass.RETRY);
    }

    @Test
    void a_doubt_about_the_next_ones_is_none_about_the_last() throws Exception {
        submissions.relay.onAllPorts().whenCommand("DOT").staySilent().afterSkipping(1).times(1);

        AttemptLog log = carried();

        assertThat(log.accepted()).containsExactly(FIVE.get(0), FIVE.get(1), FIVE.get(4));
        assertThat(classes(log))
                .containsEntry(FIVE.get(2), OutcomeClass.UNCERTAIN)
                .containsEntry(FIVE.get(3), OutcomeClass.UNCERTAIN);
    }

    @Test
    void a_mail_that_is_too_large_is_refused_without_a_connection() {
        submissions.set("waypost.delivery.largest-mail", "20");

        AttemptLog log = failed();

        assertThat(log.recipients().get(FIVE.get(0)).reason().slug())
                .isEqualTo("message_too_large");
        assertThat(log.recipients().get(FIVE.get(0)).detail())
                .contains("the message has 26 octets, waypost.delivery.largest-mail is 20");
        assertThat(submissions.relay.connections(Port.SUBMISSION)).isZero();
    }

    @Test
    void the_relay_knows_a_repetition_by_its_field_and_others_by_another() throws Exception {
        submissions.set("waypost.relay.idempotency-header", KEY);

        carried();
        carried();

        assertThat(keys()).hasSize(6).allMatch(key -> key.length() == 32);
        assertThat(keys().subList(0, 3)).doesNotHaveDuplicates().isEqualTo(keys().subList(3, 6));
    }

    @Test
    void a_mail_that_has_the_field_keeps_its_own() throws SubmissionFailure {
        submissions.set("waypost.relay.idempotency-header", KEY);
        byte[] own =
                Submissions.text(
                        KEY.toLowerCase(Locale.ROOT) + ": mine\r\nSubject: x\r\n\r\nx\r\n");

        submissions.submit(Port.SUBMISSION, Submissions.aMessage(own, FIVE.get(0)));

        assertThat(keys()).containsExactly("mine");
    }

    private List<String> keys() {
        return submissions.relay.mails().stream().map(mail -> mail.header(KEY)).toList();
    }

    private AttemptLog carried() throws SubmissionFailure {
        AttemptLog log = log();
        RelayMessage message = submissions.submit(Port.SUBMISSION, message());
        failover.settled(attempt(log), message.report());
        return log;
    }

    private AttemptLog failed() {
        AttemptLog log = log();
        SubmissionFailure failure = submissions.failure(Port.SUBMISSION, message());
        try {
            failover.failed(attempt(log), failure);
        } catch (DeliveryFailure verdict) {
            return log;
        }
        throw new AssertionError("a failure without a verdict");
    }

    private static RelayMessage message() {
        return Submissions.aMessage(FIVE.toArray(String[]::new));
    }

    private static AttemptLog log() {
        return new AttemptLog(message().envelope(), FIVE);
    }

    private AttemptLog.Open attempt(AttemptLog log) {
        try {
            return failover.admit(log, new SubmissionPort("587", "localhost", 587, false));
        } catch (PortUnavailable e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, OutcomeClass> classes(AttemptLog log) {
        Map<String, OutcomeClass> classes = new HashMap<>();
        for (Map.Entry<String, Outcome> each : log.recipients().entrySet()) {
            classes.put(each.getKey(), each.getValue().outcomeClass());
        }
        return classes;
    }
}
