package dev.waypost.smtp.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.camel.RelayMessage;
import dev.waypost.relay.Port;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.SubmissionReport;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When nobody waits for the relay any more, no mail does. */
class AbandonedMailsTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ANN = "ann@example.net";
    private static final String BOB = "bob@example.net";

    private final Submissions submissions = new Submissions();

    @AfterEach
    void stop() {
        submissions.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EHLO", "MAIL"})
    void a_mail_that_waits_for_a_reply_is_abandoned_where_it_is(String command) throws Exception {
        submissions.relay.on(Port.SUBMISSION).silentAt(command);
        Future<SubmissionFailure> stuck = submissions.beside(this::failure);
        heard(command, 1);

        submissions.accounts().abandon();

        assertThat(trouble(stuck).symptom()).isEqualTo(Symptom.ABANDONED);
        assertThat(trouble(stuck).phase()).isEqualTo(Phase.valueOf(command));
    }

    @Test
    void a_mail_that_was_sent_to_its_end_is_abandoned_not_in_doubt() throws Exception {
        submissions.relay.on(Port.SUBMISSION).silentAfterDot();
        Future<SubmissionFailure> stuck = submissions.beside(this::failure);
        submissions.relay.await("sent", r -> r.mailCount() == 1, SOON);

        submissions.accounts().abandon();

        assertThat(trouble(stuck).symptom()).isEqualTo(Symptom.ABANDONED);
        assertThat(trouble(stuck).phase()).isEqualTo(Phase.END_OF_DATA);
    }

    @Test
    void a_mail_that_waits_for_a_greeting_is_abandoned() throws Exception {
        submissions.relay.on(Port.SUBMISSION).blackhole();
        Future<SubmissionFailure> stuck = submissions.beside(this::failure);
        submissions.relay.await("a knock", r -> r.connections(Port.SUBMISSION) > 0, SOON);

        submissions.accounts().abandon();

        assertThat(trouble(stuck).symptom()).isEqualTo(Symptom.ABANDONED);
    }

    @Test
    void a_mail_that_waits_for_a_connection_is_abandoned_too() throws Exception {
        submissions.set("waypost.delivery.connections", "1");
        submissions.relay.on(Port.SUBMISSION).silentAt("MAIL");
        Future<SubmissionFailure> stuck = submissions.beside(this::failure);
        heard("MAIL", 1);
        Future<SubmissionFailure> waiting = submissions.beside(this::failure);

        submissions.accounts().abandon();

        assertThat(trouble(stuck).symptom()).isEqualTo(Symptom.ABANDONED);
        assertThat(trouble(waiting).symptom()).isEqualTo(Symptom.ABANDONED);
    }

    @Test
    void a_mail_that_comes_afterwards_is_abandoned_before_anything_is_said() {
        submissions.accounts().abandon();

        Trouble trouble = submissions.trouble(Port.SUBMISSION);

        assertThat(trouble.symptom()).isEqualTo(Symptom.ABANDONED);
        assertThat(trouble.phase()).isEqualTo(Phase.CONNECT);
        assertThat(submissions.relay.dialogue(Port.SUBMISSION)).isEmpty();
    }

    @Test
    void an_idle_connection_takes_leave() throws SubmissionFailure {
        submissions.submit(Port.SUBMISSION);

        submissions.accounts().abandon();

        submissions.relay.await("QUIT", r -> r.dialogue(Port.SUBMISSION).contains("QUIT"), SOON);
    }

    @Test
    void who_was_accepted_stays_so_when_a_next_transaction_is_abandoned() throws Exception {
        submissions.relay.onAllPorts().whenRecipient(BOB).reply("452 4.5.3 enough").times(1);
        submissions.relay.onAllPorts().whenCommand("MAIL").staySilent().afterSkipping(1);
        Future<RelayMessage> sending = submissions.beside(this::toBoth);
        heard("MAIL", 2);

        submissions.accounts().abandon();

        SubmissionReport report = sending.get(20, TimeUnit.SECONDS).report();
        assertThat(report.reply().code()).isEqualTo(250);
        assertThat(report.troubles()).containsOnlyKeys(BOB);
        assertThat(report.troubles().get(BOB).symptom()).isEqualTo(Symptom.ABANDONED);
    }

    @Test
    void a_next_transaction_that_is_abandoned_at_its_dot_is_in_doubt() throws Exception {
        submissions.relay.onAllPorts().whenRecipient(BOB).reply("452 4.5.3 enough").times(1);
        submissions.relay.onAllPorts().whenCommand("DOT").staySilent().afterSkipping(1);
        Future<RelayMessage> sending = submissions.beside(this::toBoth);
        submissions.relay.await("both sent", r -> r.mailCount() == 2, SOON);

        submissions.accounts().abandon();

        Trouble trouble = sending.get(20, TimeUnit.SECONDS).report().troubles().get(BOB);
        assertThat(trouble.phase()).isEqualTo(Phase.END_OF_DATA);
        assertThat(trouble.symptom()).isEqualTo(Symptom.CLOSED);
    }

    private RelayMessage toBoth() throws SubmissionFailure {
        return submissions.submit(Port.SUBMISSION, Submissions.aMessage(ANN, BOB));
    }

    private SubmissionFailure failure() {
        return submissions.failure(Port.SUBMISSION, Submissions.aMessage());
    }

    private void heard(String command, int times) {
        submissions.relay.await(
                command,
                r ->
                        r.dialogue(Port.SUBMISSION).stream()
                                        .filter(line -> line.startsWith(command))
                                        .count()
                                == times,
                SOON);
    }

    private static Trouble trouble(Future<SubmissionFailure> failure)
            throws ExecutionException, InterruptedException, TimeoutException {
        return failure.get(20, TimeUnit.SECONDS).trouble();
    }
}
