package dev.waypost.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ScriptedRelayTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final ScriptedRelay relay = ScriptedRelay.start();

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void without_a_script_it_takes_a_mail_over_every_port() throws IOException {
        for (Port port : Port.values()) {
            try (Dialogue client = Dialogue.with(relay, port)) {
                assertThat(
                                client.submit(
                                        "ann@example.net",
                                        "Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=\r\n\r\n..two\r\n"))
                        .startsWith("250");
            }
        }

        List<ReceivedMail> mails = relay.awaitMails(3, SOON);
        assertThat(mails).extracting(ReceivedMail::port).containsExactly(Port.values());
        assertThat(mails).allMatch(ReceivedMail::tls).allMatch(m -> m.subject().equals("Grüße"));
        assertThat(mails.get(0).source()).endsWith("\r\n\r\n.two\r\n");
        assertThat(relay.peakConnections(Port.ALTERNATE)).isEqualTo(1);
        assertThat(relay.plaintextMails()).isEmpty();
    }

    @Test
    void a_rule_steps_in_as_often_as_it_says() throws IOException {
        relay.on(Port.SUBMISSION).whenCommand("MAIL").reply("451 4.3.0 later").times(2);

        try (Dialogue client = Dialogue.with(relay, Port.SUBMISSION)) {
            assertThat(client.say("MAIL FROM:<a@example.org>")).isEqualTo("451 4.3.0 later");
            assertThat(client.say("MAIL FROM:<a@example.org>")).isEqualTo("451 4.3.0 later");
            assertThat(client.say("MAIL FROM:<a@example.org>")).startsWith("250");
        }
        assertThat(relay.dialogue(Port.SUBMISSION))
                .filteredOn(l -> l.startsWith("MAIL"))
                .hasSize(3);
    }

    @Test
    void a_pipelined_group_is_answered_in_its_order() throws IOException {
        relay.onAllPorts().whenRecipient("450@*").reply("450 4.2.0 busy");

        try (Dialogue client = Dialogue.with(relay, Port.IMPLICIT_TLS)) {
            client.send(
                    "MAIL FROM:<>\r\nRCPT TO:<450@example.net>\r\nRCPT TO:<b@example.net>\r\nDATA");

            assertThat(client.reply()).startsWith("250");
            assertThat(client.reply()).startsWith("450");
            assertThat(client.reply()).startsWith("250");
            assertThat(client.reply()).startsWith("354");
            assertThat(client.say("Subject: x\r\n\r\nx\r\n.")).startsWith("250");
        }
        assertThat(relay.mails().get(0).recipients()).containsExactly("b@example.net");
    }

    @RepeatedTest(20)
    void a_closed_port_refuses_and_opens_again_under_its_number() throws IOException {
        relay.on(Port.SUBMISSION).close();
        assertThatThrownBy(() -> Dialogue.with(relay, Port.SUBMISSION))
                .isInstanceOf(ConnectException.class);

        relay.on(Port.SUBMISSION).open();

        try (Dialogue client = Dialogue.with(relay, Port.SUBMISSION)) {
            assertThat(client.say("NOOP")).startsWith("250");
        }
    }

    @Test
    void a_connection_lost_after_the_dot_leaves_the_mail_with_the_relay() throws IOException {
        relay.on(Port.SUBMISSION).closeAfterDot();

        try (Dialogue client = Dialogue.with(relay, Port.SUBMISSION)) {
            assertThat(client.submit("a@example.net", "x\r\n")).isNull();
        }
        assertThat(relay.mails()).hasSize(1);
    }

    @Test
    void a_connection_lost_within_the_body_does_not() throws IOException {
        relay.on(Port.SUBMISSION).closeWithinBody();

        try (Dialogue client = Dialogue.with(relay, Port.SUBMISSION)) {
            client.say("MAIL FROM:<a@example.org>");
            client.say("RCPT TO:<b@example.net>");
            client.say("DATA");
            client.send("Subject: x");
            assertThat(client.reply()).isNull();
        }
        assertThat(relay.mails()).isEmpty();
    }

    @Test
    void a_wrong_login_is_refused_and_may_become_right() throws IOException {
        relay.login("shop", "new");
        try (Dialogue client = Dialogue.with(relay, Port.SUBMISSION)) {
            assertThat(client.say("MAIL FROM:<a@example.org>")).startsWith("530");
            assertThat(client.say("AUTH PLAIN AHNob3AAb2xk")).startsWith("535");

            relay.login("shop", "old");

            assertThat(client.say("AUTH PLAIN AHNob3AAb2xk")).startsWith("235");
            assertThat(client.submit("b@example.net", "x\r\n")).startsWith("250");
        }
        assertThat(relay.badLogins()).containsExactly("shop");
        assertThat(relay.logins()).containsExactly("shop");
        assertThat(relay.mails().get(0).login()).isEqualTo("shop");
        assertThat(relay.dialogue(Port.SUBMISSION)).contains("AUTH PLAIN");
    }

    @Test
    void certificates_that_do_not_hold_fail_the_handshake() {
        for (RelayCertificate bad :
                List.of(
                        RelayCertificate.EXPIRED,
                        RelayCertificate.OTHER_NAME,
                        RelayCertificate.UNKNOWN_CA)) {
            relay.on(Port.SUBMISSION).withCertificate(bad);
            relay.on(Port.IMPLICIT_TLS).withCertificate(bad);

            assertThatThrownBy(() -> Dialogue.with(relay, Port.SUBMISSION))
                    .as("%s", bad)
                    .isInstanceOf(SSLException.class);
            assertThatThrownBy(() -> Dialogue.with(relay, Port.IMPLICIT_TLS))
                    .as("%s", bad)
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void a_greeting_can_turn_the_client_away() throws IOException {
        relay.on(Port.SUBMISSION).greet("554 5.7.1 no");

        try (Dialogue client = Dialogue.inClear(relay, Port.SUBMISSION)) {
            assertThat(client.reply()).isEqualTo("554 5.7.1 no");
            assertThat(client.say("EHLO me")).startsWith("503");
        }
    }

    @Test
    void a_port_without_starttls_takes_mail_in_clear_and_remembers_that() throws IOException {
        relay.on(Port.SUBMISSION).withoutStartTls();

        try (Dialogue client = Dialogue.inClear(relay, Port.SUBMISSION)) {
            client.reply();
            assertThat(client.say("EHLO me")).doesNotContain("STARTTLS");
            assertThat(client.submit("b@example.net", "x\r\n")).startsWith("250");
        }
        assertThat(relay.plaintextMails()).hasSize(1);
    }

    @Test
    void what_is_injected_comes_in_one_breath_with_the_220() throws IOException {
        relay.on(Port.SUBMISSION).inject("250 injected");

        try (Dialogue client = Dialogue.inClear(relay, Port.SUBMISSION)) {
            client.reply();
            client.say("EHLO me");

            assertThat(client.say("STARTTLS")).startsWith("220");
            assertThat(client.reply()).isEqualTo("250 injected");
        }
    }

    @Test
    void a_silent_relay_is_left_by_the_client() throws IOException {
        relay.on(Port.SUBMISSION).blackhole();

        Dialogue client = Dialogue.inClear(relay, Port.SUBMISSION);
        relay.await("a connection", r -> r.openConnections(Port.SUBMISSION) == 1, SOON);
        client.close();

        relay.await("its end", r -> r.openConnections(Port.SUBMISSION) == 0, SOON);
    }
}
