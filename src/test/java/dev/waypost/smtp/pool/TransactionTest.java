package dev.waypost.smtp.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.camel.RelayMessage;
import dev.waypost.compose.Envelope;
import dev.waypost.relay.Port;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.RecipientReply;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.SubmissionReport;
import dev.waypost.smtp.Symptom;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionTest {

    private final Submissions submissions = new Submissions();

    @AfterEach
    void stop() {
        submissions.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_accepted_message_comes_with_its_report(boolean pipelining) throws SubmissionFailure {
        offerPipelining(pipelining);
        submissions.relay.onAllPorts().afterDot().reply("250 2.0.0 Ok: queued as 4Xyz");

        RelayMessage message =
                submissions.submit(
                        Port.SUBMISSION, Submissions.aMessage("a@example.net", "b@example.net"));

        SubmissionReport report = message.report();
        assertThat(report.reply()).hasToString("250 2.0.0 Ok: queued as 4Xyz");
        assertThat(report.recipients())
                .extracting(RecipientReply::recipient)
                .containsExactly("a@example.net", "b@example.net");
        assertThat(report.tls()).startsWith("TLSv1.3 TLS_");
        assertThat(report.reused()).isFalse();
        assertThat(submissions.relay.mails().get(0).mailFrom()).isEqualTo("shop@example.org");
        assertThat(submissions.submit(Port.SUBMISSION).report().reused()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void some_refused_recipients_do_not_stop_the_rest(boolean pipelining) throws SubmissionFailure {
        offerPipelining(pipelining);
        submissions.relay.onAllPorts().whenRecipient("gone@*").reply("550 5.1.1 unknown");
        submissions.relay.onAllPorts().whenRecipient("busy@*").reply("450 4.2.1 busy");

        RelayMessage message =
                submissions.submit(
                        Port.SUBMISSION,
                        Submissions.aMessage("gone@x.org", "ok@x.org", "busy@x.org"));

        assertThat(message.report().recipients())
                .extracting(r -> r.reply().code())
                .containsExactly(550, 250, 450);
        assertThat(submissions.relay.mails().get(0).recipients()).containsExactly("ok@x.org");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void when_all_are_refused_one_transient_reply_decides_and_the_connection_lives(
            boolean pipelining) throws SubmissionFailure {
        offerPipelining(pipelining);
        submissions.relay.onAllPorts().whenRecipient("busy@*").reply("450 4.2.1 busy");
        submissions.relay.onAllPorts().whenRecipient("gone@*").reply("550 5.1.1 unknown");

        SubmissionFailure failure =
                submissions.failure(
                        Port.SUBMISSION, Submissions.aMessage("busy@x.org", "gone@x.org"));
        submissions.submit(Port.SUBMISSION);

        assertThat(failure.trouble().phase()).isEqualTo(Phase.RCPT);
        assertThat(failure.trouble().reply().code()).isEqualTo(450);
        assertThat(failure.recipients())
                .extracting(r -> r.reply().code())
                .containsExactly(450, 550);
        assertThat(submissions.relay.dialogue(Port.SUBMISSION)).contains("RSET");
        assertThat(submissions.over(Port.SUBMISSION).pool().counts().opened()).isEqualTo(1);
    }

    @Test
    void a_go_ahead_without_a_recipient_is_answered_with_a_lone_dot() throws SubmissionFailure {
        submissions.relay.onAllPorts().whenRecipient("gone@*").reply("550 5.1.1 unknown");
        submissions.relay.onAllPorts().whenCommand("DATA").reply("354 go on").times(1);
        submissions.relay.onAllPorts().afterDot().reply("554 5.5.1 no recipients").times(1);

        SubmissionFailure failure =
                submissions.failure(Port.SUBMISSION, Submissions.aMessage("gone@x.org"));
        submissions.submit(Port.SUBMISSION);

        assertThat(failure.trouble().phase()).isEqualTo(Phase.RCPT);
        assertThat(failure.trouble().reply().code()).isEqualTo(550);
        assertThat(submissions.relay.mails()).hasSize(1);
        assertThat(submissions.over(Port.SUBMISSION).pool().counts().opened()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_refused_sender_is_no_word_about_recipients(boolean pipelining) throws SubmissionFailure {
        offerPipelining(pipelining);
        submissions.relay.onAllPorts().whenCommand("MAIL").reply("451 4.7.1 later").times(1);

        SubmissionFailure failure =
                submissions.failure(Port.SUBMISSION, Submissions.aMessage("a@x.org", "b@x.org"));
        submissions.submit(Port.SUBMISSION);

        assertThat(failure.trouble().phase()).isEqualTo(Phase.MAIL);
        assertThat(failure.recipients()).isEmpty();
        assertThat(submissions.over(Port.SUBMISSION).pool().counts().opened()).isEqualTo(1);
    }

    @Test
    void a_refused_message_leaves_the_connection_to_the_next() throws SubmissionFailure {
        submissions.relay.onAllPorts().afterDot().reply("554 5.7.1 spam").times(1);

        SubmissionFailure failure =
                submissions.failure(Port.SUBMISSION, Submissions.aMessage("a@x.org"));
        submissions.submit(Port.SUBMISSION);

        assertThat(failure.trouble().phase()).isEqualTo(Phase.END_OF_DATA);
        assertThat(failure.recipients()).hasSize(1);
        assertThat(submissions.over(Port.SUBMISSION).pool().counts().opened()).isEqualTo(1);
    }

    @Test
    void hundreds_of_recipients_go_in_groups() throws SubmissionFailure {
        String[] many =
                IntStream.range(0, 500).mapToObj(i -> "u" + i + "@x.org").toArray(String[]::new);

        RelayMessage message = submissions.submit(Port.SUBMISSION, Submissions.aMessage(many));

        assertThat(message.report().recipients()).hasSize(500);
        assertThat(submissions.relay.mails().get(0).recipients()).containsExactly(many);
    }

    @Test
    void mail_says_size_and_eight_bit_where_offered() throws SubmissionFailure {
        byte[] umlaut = Submissions.text("Subject: x\r\n\r\nGrüße\r\n");
        submissions.submit(Port.SUBMISSION, Submissions.aMessage(umlaut));
        submissions.relay.on(Port.ALTERNATE).without("SIZE").without("8BITMIME");
        submissions.submit(Port.ALTERNATE, Submissions.aMessage(umlaut));

        assertThat(submissions.relay.dialogue(Port.SUBMISSION))
                .contains("MAIL FROM:<shop@example.org> SIZE=" + umlaut.length + " BODY=8BITMIME");
        assertThat(submissions.relay.dialogue(Port.ALTERNATE))
                .contains("MAIL FROM:<shop@example.org>");
    }

    @Test
    void the_null_reverse_path_is_empty_brackets() throws SubmissionFailure {
        submissions.submit(
                Port.SUBMISSION, envelope("", "ann@example.net", Submissions.HELLO, false));

        assertThat(submissions.relay.dialogue(Port.SUBMISSION))
                .anyMatch(line -> line.startsWith("MAIL FROM:<> SIZE="));
    }

    @Test
    void smtputf8_is_said_or_found_missing() throws SubmissionFailure {
        submissions.submit(
                Port.SUBMISSION,
                envelope("shop@example.org", "jörg@example.net", Submissions.HELLO, true));
        submissions.relay.on(Port.ALTERNATE).without("SMTPUTF8");
        SubmissionFailure failure =
                submissions.failure(
                        Port.ALTERNATE,
                        envelope("shop@example.org", "jörg@example.net", Submissions.HELLO, true));

        assertThat(submissions.relay.mails().get(0).recipients())
                .containsExactly("jörg@example.net");
        assertThat(failure.trouble().phase()).isEqualTo(Phase.RCPT);
        assertThat(failure.trouble().symptom()).isEqualTo(Symptom.NOT_OFFERED);
    }

    @Test
    void a_message_over_the_announced_size_is_not_tried() {
        submissions.relay.on(Port.SUBMISSION).sizeLimit(10);

        SubmissionFailure failure = submissions.failure(Port.SUBMISSION, Submissions.aMessage());

        assertThat(failure.trouble().phase()).isEqualTo(Phase.MAIL);
        assertThat(failure.trouble().symptom()).isEqualTo(Symptom.TOO_LARGE);
        assertThat(submissions.relay.dialogue(Port.SUBMISSION))
                .noneMatch(line -> line.startsWith("MAIL"));
        assertThat(submissions.over(Port.SUBMISSION).pool().counts().openNow()).isEqualTo(1);
    }

    @Test
    void a_line_break_in_an_address_is_no_second_command() {
        SubmissionFailure failure =
                submissions.failure(
                        Port.SUBMISSION, Submissions.aMessage("a@x.org>\r\nRCPT TO:<b@x.org"));

        assertThat(failure.trouble().phase()).isEqualTo(Phase.RCPT);
        assertThat(failure.trouble().symptom()).isEqualTo(Symptom.UNSAYABLE);
        assertThat(submissions.relay.mails()).isEmpty();
    }

    private void offerPipelining(boolean offered) {
        if (!offered) {
            submissions.relay.on(Port.SUBMISSION).without("PIPELINING");
        }
    }

    private static RelayMessage envelope(
            String reversePath, String recipient, byte[] message, boolean utf8) {
        return new RelayMessage(
                new Envelope("<1@x.org>", reversePath, List.of(recipient), message, utf8));
    }
}
