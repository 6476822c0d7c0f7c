package dev.waypost.smtp.pool;

import static dev.waypost.smtp.Phase.AUTH;
import static dev.waypost.smtp.Phase.BODY;
import static dev.waypost.smtp.Phase.CONNECT;
import static dev.waypost.smtp.Phase.DATA;
import static dev.waypost.smtp.Phase.EHLO;
import static dev.waypost.smtp.Phase.END_OF_DATA;
import static dev.waypost.smtp.Phase.GREETING;
import static dev.waypost.smtp.Phase.MAIL;
import static dev.waypost.smtp.Phase.RCPT;
import static dev.waypost.smtp.Phase.RESOLVE;
import static dev.waypost.smtp.Phase.STARTTLS;
import static dev.waypost.smtp.Phase.TLS;
import static dev.waypost.smtp.Symptom.CLOSED;
import static dev.waypost.smtp.Symptom.GARBLED;
import static dev.waypost.smtp.Symptom.REFUSED;
import static dev.waypost.smtp.Symptom.REPLY;
import static dev.waypost.smtp.Symptom.TIMEOUT;
import static dev.waypost.smtp.Symptom.UNKNOWN_HOST;
import static dev.waypost.smtp.Symptom.WRONG_TLS_MODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waypost.camel.RelayMessage;
import dev.waypost.deliver.PacedConnections;
import dev.waypost.lane.Lane;
import dev.waypost.relay.Port;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.RelayTarget;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever goes wrong is reported in the phase it went wrong in, as what was seen. */
class EveryPhaseTest {

    private final Submissions submissions = new Submissions().login("shop", "secret");

    EveryPhaseTest() {
        submissions.relay.login("shop", "secret");
    }

    @AfterEach
    void stop() {
        submissions.close();
    }

    static Stream<Arguments> phases() {
        return Stream.of(
                Arguments.of(GREETING, "GREETING"),
                Arguments.of(EHLO, "EHLO"),
                Arguments.of(STARTTLS, "STARTTLS"),
                Arguments.of(AUTH, "AUTH"),
                Arguments.of(MAIL, "MAIL"),
                Arguments.of(RCPT, "RCPT"),
                Arguments.of(DATA, "DATA"),
                Arguments.of(END_OF_DATA, "DOT"));
    }

    // A reset as early as the greeting may overtake the connect call itself.
    static Stream<Arguments> phasesAfterTheGreeting() {
        return phases().skip(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("phases")
    void a_silent_relay_is_a_timeout_of_that_phase(Phase phase, String moment) {
        submissions.impatient();
        oneCommandAtATime();
        submissions.relay.on(Port.SUBMISSION).silentAt(moment);

        assertTrouble(submissions.trouble(Port.SUBMISSION), phase, TIMEOUT);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("phases")
    void a_closed_connection_is_seen_in_that_phase(Phase phase, String moment) {
        submissions.relay.on(Port.SUBMISSION).closeAt(moment);

        assertTrouble(submissions.trouble(Port.SUBMISSION), phase, CLOSED);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("phasesAfterTheGreeting")
    void a_reset_connection_is_seen_in_that_phase(Phase phase, String moment) {
        oneCommandAtATime();
        submissions.relay.on(Port.SUBMISSION).whenCommand(moment).reset();

        assertTrouble(submissions.trouble(Port.SUBMISSION), phase, CLOSED);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("phases")
    void garbage_is_seen_in_that_phase(Phase phase, String moment) {
        submissions.relay.on(Port.SUBMISSION).whenCommand(moment).replyGarbage();

        assertTrouble(submissions.trouble(Port.SUBMISSION), phase, GARBLED);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("phases")
    void a_421_is_the_reply_of_that_phase(Phase phase, String moment) {
        submissions.relay.on(Port.SUBMISSION).whenCommand(moment).replyAndClose("421 4.3.2 bye");

        Trouble trouble = submissions.trouble(Port.SUBMISSION);

        assertTrouble(trouble, phase, REPLY);
        assertThat(trouble.reply()).hasToString("421 4.3.2 bye");
        assertThat(submissions.over(Port.SUBMISSION).pool().counts().openNow()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("phases")
    void a_554_is_the_reply_of_that_phase(Phase phase, String moment) {
        submissions
                .relay
                .on(Port.SUBMISSION)
                .whenCommand(moment)
                .reply("554-5.7.1 no", "554 5.7.1 never");

        Trouble trouble = submissions.trouble(Port.SUBMISSION);

        assertTrouble(trouble, phase, REPLY);
        assertThat(trouble.reply()).hasToString("554 5.7.1 no never");
    }

    @Test
    void a_handshake_that_is_not_answered_is_a_timeout() {
        submissions.set("waypost.delivery.timeout.connect", "300ms");
        submissions.relay.onAllPorts().silentAtHandshake();

        assertTrouble(submissions.trouble(Port.SUBMISSION), TLS, TIMEOUT);
        assertTrouble(submissions.trouble(Port.IMPLICIT_TLS), TLS, TIMEOUT);
    }

    @Test
    void a_handshake_that_is_cut_off_is_a_closed_connection() {
        submissions.relay.onAllPorts().closeAt("HANDSHAKE");

        assertTrouble(submissions.trouble(Port.SUBMISSION), TLS, CLOSED);
        assertTrouble(submissions.trouble(Port.IMPLICIT_TLS), TLS, CLOSED);
    }

    @Test
    void a_connection_lost_within_the_message_is_not_in_doubt() {
        submissions.relay.on(Port.SUBMISSION).closeWithinBody();

        SubmissionFailure failure =
                submissions.failure(Port.SUBMISSION, Submissions.aMessage(aLargeText()));

        assertTrouble(failure.trouble(), BODY, CLOSED);
        assertThat(failure.recipients()).hasSize(1);
    }

    @Test
    void a_reply_within_the_message_is_the_verdict_not_the_broken_connection() {
        submissions.relay.on(Port.SUBMISSION).refuseWithinBody("552 5.3.4 too big");

        SubmissionFailure failure =
                submissions.failure(Port.SUBMISSION, Submissions.aMessage(aLargeText()));

        assertTrouble(failure.trouble(), BODY, REPLY);
        assertThat(failure.trouble().reply()).hasToString("552 5.3.4 too big");
        assertThat(failure.recipients()).hasSize(1);
    }

    @Test
    void a_port_that_is_shut_refuses() {
        submissions.relay.on(Port.SUBMISSION).refuseConnections();

        assertTrouble(submissions.trouble(Port.SUBMISSION), CONNECT, REFUSED);
    }

    @Test
    void a_name_without_an_address_is_an_unknown_host() {
        PacedConnections nowhere =
                submissions.accounts().to(new RelayTarget(false, "relay.invalid", 587, "", ""));

        SubmissionFailure failure =
                catchThrowableOfType(
                        SubmissionFailure.class,
                        () -> nowhere.submit(Submissions.aMessage().mail(), Lane.NORMAL));

        assertTrouble(failure.trouble(), RESOLVE, UNKNOWN_HOST);
    }

    @Test
    void implicit_tls_against_a_port_that_greets_in_clear_is_the_wrong_mode() {
        submissions.relay.on(Port.IMPLICIT_TLS).plaintext();

        Trouble trouble = submissions.trouble(Port.IMPLICIT_TLS);

        assertTrouble(trouble, TLS, WRONG_TLS_MODE);
        assertThat(trouble.detail()).contains("use smtp:");
    }

    @Test
    void starttls_against_an_implicit_tls_port_is_silence_with_a_hint() {
        submissions.impatient();
        PacedConnections wrong =
                submissions
                        .accounts()
                        .to(
                                new RelayTarget(
                                        false,
                                        "localhost",
                                        submissions.relay.number(Port.IMPLICIT_TLS),
                                        "",
                                        ""));

        SubmissionFailure failure =
                catchThrowableOfType(
                        SubmissionFailure.class,
                        () -> wrong.submit(Submissions.aMessage().mail(), Lane.NORMAL));

        assertTrouble(failure.trouble(), GREETING, TIMEOUT);
        assertThat(failure.trouble().detail()).contains("smtps:");
    }

    @Test
    void tls_bytes_where_a_greeting_is_expected_are_the_wrong_mode() throws Exception {
        byte[] alert = {0x15, 3, 3, 0, 2, 2, 10};
        try (CannedServer implicitTls = CannedServer.thatSaysFirst(alert)) {
            PacedConnections wrong =
                    submissions
                            .accounts()
                            .to(new RelayTarget(false, "localhost", implicitTls.port(), "", ""));

            SubmissionFailure failure =
                    catchThrowableOfType(
                            SubmissionFailure.class,
                            () -> wrong.submit(Submissions.aMessage().mail(), Lane.NORMAL));

            assertTrouble(failure.trouble(), GREETING, WRONG_TLS_MODE);
        }
    }

    @Test
    void a_reply_of_lines_without_end_is_garbage_where_others_follow() {
        submissions.relay.on(Port.SUBMISSION).whenCommand("MAIL").reply(onAndOn());

        assertTrouble(submissions.trouble(Port.SUBMISSION), RCPT, GARBLED);
    }

    @Test
    void a_reply_line_without_end_is_garbage_where_others_follow() {
        submissions
                .relay
                .on(Port.SUBMISSION)
                .whenCommand("MAIL")
                .reply("250 " + "x".repeat(100_000));

        assertTrouble(submissions.trouble(Port.SUBMISSION), RCPT, GARBLED);
    }

    @Test
    void the_code_of_a_reply_line_that_is_too_long_decides() throws SubmissionFailure {
        submissions
                .relay
                .on(Port.SUBMISSION)
                .whenCommand("MAIL")
                .reply("250 " + "x".repeat(50_000));
        submissions.relay.on(Port.SUBMISSION).afterDot().reply("250 " + "x".repeat(5000));

        submissions.submit(Port.SUBMISSION);
        submissions.submit(Port.SUBMISSION);

        assertThat(submissions.relay.mails()).hasSize(2);
        assertThat(submissions.relay.connections(Port.SUBMISSION)).isEqualTo(1);
    }

    static Stream<Arguments> endless() {
        return Stream.of(
                Arguments.of((Object) new String[] {"250 2.0.0 " + "x".repeat(100_000)}),
                Arguments.of((Object) onAndOn()));
    }

    @ParameterizedTest
    @MethodSource("endless")
    void a_positive_reply_to_the_dot_is_no_doubt_though_its_end_never_comes(String[] reply)
            throws SubmissionFailure {
        submissions.relay.on(Port.SUBMISSION).afterDot().reply(reply);

        RelayMessage first = submissions.submit(Port.SUBMISSION);
        submissions.submit(Port.SUBMISSION);

        assertThat(first.report().reply().code()).isEqualTo(250);
        assertThat(submissions.relay.mails()).hasSize(2);
        assertThat(submissions.relay.connections(Port.SUBMISSION)).isEqualTo(2);
    }

    private static String[] onAndOn() {
        String[] lines = new String[101];
        Arrays.fill(lines, "250-on and on");
        return lines;
    }

    // The double answers a pipelined group in one piece: what it swallows begins with MAIL.
    // Larger than any socket's buffers, so that writing meets the closed connection.
    private static byte[] aLargeText() {
        byte[] large = Submissions.text("x".repeat(70) + "\r\n").clone();
        byte[] message = new byte[large.length * 200_000];
        for (int i = 0; i < message.length; i += large.length) {
            System.arraycopy(large, 0, message, i, large.length);
        }
        return message;
    }

    private void oneCommandAtATime() {
        submissions.relay.on(Port.SUBMISSION).without("PIPELINING");
    }

    private static void assertTrouble(Trouble trouble, Phase phase, Symptom symptom) {
        assertThat(trouble.phase()).as(trouble.detail()).isEqualTo(phase);
        assertThat(trouble.symptom()).as(trouble.detail()).isEqualTo(symptom);
        assertThat(trouble.detail()).isNotBlank();
    }
}
