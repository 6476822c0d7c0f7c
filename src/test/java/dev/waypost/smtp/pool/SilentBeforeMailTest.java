package dev.waypost.smtp.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.camel.RelayMessage;
import dev.waypost.relay.Port;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.Symptom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A port that greets and is silent before the first mail, where the ports share a login. */
class SilentBeforeMailTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Submissions submissions = new Submissions().login("shop", "secret");

    @BeforeEach
    void login() {
        submissions.relay.login("shop", "secret");
    }

    @AfterEach
    void stop() {
        submissions.close();
    }

    @ParameterizedTest
    @CsvSource({"EHLO, EHLO", "STARTTLS, STARTTLS", "AUTH, AUTH"})
    void is_waited_for_as_long_as_for_a_greeting(String command, Phase phase) throws Exception {
        submissions.set("waypost.delivery.timeout.greeting", "300ms");
        submissions.relay.on(Port.SUBMISSION).silentAt(command);

        Future<SubmissionFailure> silent = submissions.beside(this::failure);

        assertThat(silent).succeedsWithin(SOON);
        assertThat(silent.get().trouble().phase()).isEqualTo(phase);
        assertThat(silent.get().trouble().symptom()).isEqualTo(Symptom.TIMEOUT);
    }

    @Test
    void is_waited_for_no_longer_at_the_second_step_of_the_login() throws Exception {
        submissions.set("waypost.delivery.timeout.greeting", "300ms");
        submissions.relay.onAllPorts().whenMechanism("PLAIN").reply("504 5.5.4 not this one");
        submissions.relay.on(Port.SUBMISSION).whenResponse().staySilent();

        Future<SubmissionFailure> silent = submissions.beside(this::failure);

        assertThat(silent).succeedsWithin(SOON);
        assertThat(silent.get().trouble().phase()).isEqualTo(Phase.AUTH);
        assertThat(silent.get().trouble().symptom()).isEqualTo(Symptom.TIMEOUT);
    }

    @Test
    void has_to_let_in_before_a_time_however_its_replies_drip() throws Exception {
        submissions
                .set("waypost.delivery.timeout.greeting", "2s")
                .set("waypost.delivery.timeout.connect", "1s");
        submissions
                .relay
                .on(Port.SUBMISSION)
                .whenCommand("EHLO")
                .reply("250-localhost", "250 STARTTLS")
                .dripping(Duration.ofSeconds(1));

        Future<SubmissionFailure> dripping = submissions.beside(this::failure);

        assertThat(dripping).succeedsWithin(SOON);
        assertThat(dripping.get().trouble().symptom()).isEqualTo(Symptom.TIMEOUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EHLO", "STARTTLS", "AUTH"})
    void holds_up_no_mail_at_another_port(String command) throws Exception {
        submissions.relay.on(Port.SUBMISSION).silentAt(command);
        Future<SubmissionFailure> silent = submissions.beside(this::failure);
        submissions.relay.await(command, r -> heard(Port.SUBMISSION, command) > 0, SOON);

        Future<RelayMessage> other = submissions.beside(() -> submissions.submit(Port.ALTERNATE));

        assertThat(other).succeedsWithin(SOON);
        assertThat(silent.isDone()).isFalse();
        assertThat(submissions.relay.mails(Port.ALTERNATE)).hasSize(1);
        assertThat(submissions.relay.logins()).containsExactly("shop");
        submissions.relay.on(Port.SUBMISSION).dropConnections();
    }

    @Test
    void holds_up_no_probe_of_another_port() {
        submissions.relay.on(Port.SUBMISSION).silentAt("AUTH");
        submissions.beside(() -> probed(Port.SUBMISSION));
        submissions.relay.await("AUTH", r -> heard(Port.SUBMISSION, "AUTH") > 0, SOON);

        Future<Object> other = submissions.beside(() -> probed(Port.IMPLICIT_TLS));

        assertThat(other).succeedsWithin(SOON);
        submissions.relay.on(Port.SUBMISSION).dropConnections();
    }

    @Test
    void leaves_a_wrong_password_at_two_refusals_at_whatever_port() throws Exception {
        submissions.set("waypost.delivery.timeout.greeting", "1s");
        submissions.login("shop", "wrong");
        submissions.relay.on(Port.SUBMISSION).silentAt("AUTH").times(1);
        CountDownLatch asking = new CountDownLatch(45);
        List<Future<SubmissionFailure>> failures = new ArrayList<>();

        for (int mail = 0; mail < 45; mail++) {
            Port port = Port.values()[mail % 3];
            failures.add(
                    submissions.beside(
                            () -> {
                                asking.countDown();
                                return submissions.failure(port, Submissions.aMessage());
                            }));
        }
        asking.await();

        for (Future<SubmissionFailure> failure : failures) {
            assertThat(failure).succeedsWithin(SOON);
            assertThat(failure.get().trouble().phase()).isEqualTo(Phase.AUTH);
        }
        assertThat(submissions.relay.badLogins()).hasSizeBetween(1, 2);
        assertThat(submissions.relay.mails()).isEmpty();
    }

    private Object probed(Port port) throws SubmissionFailure {
        submissions.over(port).probe(ConnectionRequest.ofProbe(System.nanoTime()));
        return port;
    }

    private SubmissionFailure failure() {
        return submissions.failure(Port.SUBMISSION, Submissions.aMessage());
    }

    private long heard(Port port, String command) {
        return submissions.relay.dialogue(port).stream()
                .filter(line -> line.startsWith(command))
                .count();
    }
}
