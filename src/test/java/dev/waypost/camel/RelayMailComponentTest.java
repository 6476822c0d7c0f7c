package dev.waypost.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypost.classify.PortUnavailable;
import dev.waypost.classify.Reason;
import dev.waypost.compose.Envelope;
import dev.waypost.deliver.AttemptLog;
import dev.waypost.deliver.Submittable;
import dev.waypost.relay.Port;
import dev.waypost.relay.ReceivedMail;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.pool.Submissions;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mail.MailEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user may write after {@code smtp:}. */
class RelayMailComponentTest {

    private final Submissions submissions = new Submissions();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private ProducerTemplate producer;

    @BeforeEach
    void start() {
        camel.addComponent("smtp", submissions.component());
        camel.addComponent("smtps", submissions.component());
        camel.start();
        producer = camel.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        camel.stop();
        submissions.close();
    }

    @Test
    void a_plain_body_and_its_options_become_a_mail() {
        String uri =
                uri(Port.SUBMISSION)
                        + "?from=shop@example.org&to=Ann <ann@example.net>&bcc=audit@example.org"
                        + "&subject=Hello";

        producer.sendBody(uri, "first\nsecond\n.\n");
        producer.sendBody(uri, "again");

        ReceivedMail mail = submissions.relay.mails().get(0);
        assertThat(mail.mailFrom()).isEqualTo("shop@example.org");
        assertThat(mail.recipients()).containsExactly("ann@example.net", "audit@example.org");
        assertThat(mail.subject()).isEqualTo("Hello");
        assertThat(mail.source()).doesNotContain("audit").endsWith("first\r\nsecond\r\n.\r\n");
        assertThat(mail.messageId()).isNotEmpty();
        assertThat(mail.header("Date")).isNotEmpty();
        assertThat(submissions.relay.connections(Port.SUBMISSION)).isEqualTo(1);
    }

    @Test
    void a_composed_message_goes_as_it_is_over_implicit_tls() {
        RelayMessage message = Submissions.aMessage("ann@example.net");

        producer.sendBody(uri(Port.IMPLICIT_TLS), message);

        assertThat(message.report().reply().code()).isEqualTo(250);
        assertThat(submissions.relay.mails().get(0).message()).isEqualTo(Submissions.HELLO);
    }

    @Test
    void the_login_of_the_uri_is_used() {
        submissions.relay.login("shop@example.org", "p&ss=w+rd");

        producer.sendBody(
                uri(Port.SUBMISSION) + "?username=RAW(shop@example.org)&password=RAW(p&ss=w+rd)",
                Submissions.aMessage());

        assertThat(submissions.relay.logins()).containsExactly("shop@example.org");
    }

    @Test
    void an_empty_user_name_is_no_login() {
        producer.sendBody(
                uri(Port.SUBMISSION) + "?username=RAW()&password=RAW()", Submissions.aMessage());

        assertThat(submissions.relay.mails()).hasSize(1);
    }

    @Test
    void a_uri_without_a_login_has_the_configured_one_at_the_configured_relay_alone() {
        submissions.set("waypost.relay.username", "shop").set("waypost.relay.password", "secret");
        submissions.relay.login("shop", "secret");
        camel.removeComponent("smtp");
        camel.addComponent("smtp", submissions.component());

        producer.sendBody(uri(Port.SUBMISSION), Submissions.aMessage());

        assertThat(submissions.relay.logins()).containsExactly("shop");
        assertThat(
                        camel.getEndpoint("smtp:other.example.org:587", MailEndpoint.class)
                                .getConfiguration()
                                .getAuthenticator())
                .isNull();
    }

    @Test
    void a_mail_of_waypost_is_a_pass_that_the_port_keeps_the_books_of() {
        Exchange passed = pass(Port.SUBMISSION);
        submissions.relay.on(Port.IMPLICIT_TLS).close();
        Exchange failed = pass(Port.IMPLICIT_TLS);

        assertThat(passed.getException()).isNull();
        assertThat(passed.getMessage().getBody(Submittable.class).attempts().accepted())
                .containsExactly("ann@example.net");
        assertThat(failed.getException()).isInstanceOf(PortUnavailable.class);
        assertThat(failed.getMessage().getBody()).isInstanceOf(Submittable.class);
        assertThat(submissions.health.view())
                .containsEntry(
                        Integer.toString(submissions.relay.number(Port.SUBMISSION)),
                        Optional.empty())
                .hasEntrySatisfying(
                        Integer.toString(submissions.relay.number(Port.IMPLICIT_TLS)),
                        postponed -> assertThat(postponed).isPresent());
    }

    @Test
    void a_postponed_port_is_not_asked() {
        String postponed = Integer.toString(submissions.relay.number(Port.SUBMISSION));
        submissions.health.admits("another");
        submissions.health.failed(postponed, Reason.PORT_REFUSED);

        Exchange refused = pass(Port.SUBMISSION);

        assertThat(refused.getException()).isInstanceOf(PortUnavailable.class);
        assertThat(submissions.relay.connections(Port.SUBMISSION)).isZero();
    }

    @Test
    void a_port_that_a_setting_has_moved_keeps_its_customary_name() {
        String moved = Integer.toString(submissions.relay.number(Port.SUBMISSION));
        submissions.set("waypost.relay.submission-port", moved);
        camel.removeComponent("smtp");
        camel.addComponent("smtp", submissions.component());

        pass(Port.SUBMISSION);

        assertThat(submissions.health.view()).containsOnlyKeys("587");
    }

    private Exchange pass(Port port) {
        Envelope envelope = Submissions.aMessage().envelope();
        AttemptLog log = new AttemptLog(envelope, envelope.recipients());
        Submittable mail = () -> log;
        return producer.send(uri(port), exchange -> exchange.getMessage().setBody(mail));
    }

    @Test
    void trouble_reaches_the_route_with_its_phase() {
        submissions.relay.onAllPorts().whenCommand("DATA").reply("451 4.3.0 later");

        assertThatThrownBy(() -> producer.sendBody(uri(Port.SUBMISSION), Submissions.aMessage()))
                .isInstanceOf(CamelExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        SubmissionFailure.class,
                        e -> assertThat(e.trouble().phase()).isEqualTo(Phase.DATA));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail.smtp.starttls.enable=false",
                "mail.smtp.starttls.required=false",
                "mail.smtp.ssl.trust=*",
                "mail.smtp.ssl.checkserveridentity=false",
                "mail.smtp.ssl.protocols=TLSv1",
                "mail.smtp.ssl.socketFactory.class=x",
                "mail.smtp.auth=false",
                "mail.smtp.timeout=1",
                "mail.smtps.ssl.trust=localhost",
                "connectionTimeout=1"
            })
    void options_that_do_not_hold_are_refused_when_the_endpoint_is_made(String option) {
        assertThatThrownBy(() -> camel.getEndpoint(uri(Port.SUBMISSION) + "?" + option))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(option.substring(0, option.indexOf('=')))
                .hasMessageContaining("waypost.relay.trust-certificates");
    }

    @Test
    void options_that_say_what_holds_anyway_are_taken() {
        producer.sendBody(
                uri(Port.SUBMISSION)
                        + "?mail.smtp.starttls.enable=true&mail.smtp.starttls.required=true"
                        + "&mail.smtp.ssl.checkserveridentity=true&mail.smtp.from=bounce@example.org"
                        + "&to=ann@example.net&from=shop@example.org",
                "hello");

        assertThat(submissions.relay.mails().get(0).mailFrom()).isEqualTo("bounce@example.org");
    }

    @Test
    void a_header_cannot_relax_what_the_uri_cannot() {
        assertThatThrownBy(
                        () ->
                                producer.sendBodyAndHeaders(
                                        uri(Port.SUBMISSION),
                                        Submissions.aMessage(),
                                        Map.of("mail.smtp.ssl.trust", "*")))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(submissions.relay.mails()).isEmpty();
    }

    @Test
    void a_mail_without_a_recipient_is_not_sent() {
        assertThatThrownBy(() -> producer.sendBody(uri(Port.SUBMISSION), "hello"))
                .isInstanceOf(CamelExecutionException.class);
        assertThat(submissions.relay.connections(Port.SUBMISSION)).isZero();
    }

    private String uri(Port port) {
        return (port == Port.IMPLICIT_TLS ? "smtps:" : "smtp:")
                + "localhost:"
                + submissions.relay.number(port);
    }
}
