package dev.waypost.carry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.PermanentFailure;
import dev.waypost.compose.Envelope;
import dev.waypost.compose.MimeComposer;
import dev.waypost.intake.MailEventDecoder;
import dev.waypost.intake.MailRecord;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** What a user's own step says of a mail, as the route says it. */
class MailStepsTest {

    private static final String PLAIN =
            """
            {"id": "1", "from": "shop@example.org", "to": ["ann@example.net"],
             "bcc": ["eve@mail.Example.Test"], "subject": "Hello", "text": "Hello."%s}""";

    private final MailSteps mail = new MailSteps();

    @Test
    void a_refusal_is_for_good_and_has_the_authors_reason() {
        assertThatThrownBy(() -> mail.refuse("not on a Sunday"))
                .isInstanceOfSatisfying(
                        PermanentFailure.class,
                        failure -> {
                            assertThat(failure.outcome().outcomeClass())
                                    .isEqualTo(OutcomeClass.REJECT);
                            assertThat(failure.outcome().reason()).hasToString("refused_by_route");
                            assertThat(failure.outcome().detail()).isEqualTo("not on a Sunday");
                        });
    }

    @Test
    void a_reason_is_one_short_line_whatever_it_is_made_of() {
        assertThat(reason("a\r\nSubject: b\u0000\u2028c")).isEqualTo("a Subject: b c");
        assertThat(reason("\uD83D\uDCE7".repeat(500)).codePoints())
                .hasSize(200)
                .last()
                .isEqualTo((int) '…');
        assertThat(reason(null)).isEqualTo("the route gives no reason");
        assertThat(reason(" \n ")).isEqualTo("the route gives no reason");
    }

    @Test
    void a_recipient_of_any_kind_is_found_by_its_domain_or_one_above() throws Exception {
        Exchange delivery = carrying(PLAIN.formatted(""));

        assertThat(mail.isTo("example.org, EXAMPLE.net", delivery)).isTrue();
        assertThat(mail.isTo("example.test", delivery)).isTrue();
        assertThat(mail.isTo("ample.net, net.example, , mail.example.net", delivery)).isFalse();
    }

    @Test
    void a_header_is_added_to_what_the_event_says() throws Exception {
        Delivery delivery =
                mail.addHeader("X-Ours", "yes\r\nX-Evil: 1", carrying(PLAIN.formatted("")));

        assertThat(composed(delivery)).contains("\r\nX-Ours: yes X-Evil: 1\r\n");
    }

    @Test
    void a_header_is_added_to_a_complete_message_too() throws Exception {
        Exchange delivery =
                carrying(
                        """
                        {"id": "1", "from": "shop@example.org", "to": ["ann@example.net"],
                         "raw": "From: shop@example.org\\r\\nSubject: Hello\\r\\n\\r\\nHello."}""");

        assertThat(composed(mail.addHeader("X-Ours", "yes", delivery)))
                .containsSubsequence("Subject: Hello\r\n", "X-Ours: yes\r\n", "\r\n\r\nHello.");
    }

    @Test
    void a_field_that_may_stand_once_stays_as_the_event_says_it() throws Exception {
        Exchange delivery =
                carrying(PLAIN.formatted(", \"headers\": {\"auto-submitted\": \"no\"}"));

        Delivery answered = mail.addHeader("Auto-Submitted", "auto-generated", delivery);

        assertThat(answered.event().headers().fields())
                .containsOnly(Map.entry("auto-submitted", List.of("no")));
    }

    @Test
    void a_field_of_waypost_s_own_is_refused() throws Exception {
        Exchange delivery = carrying(PLAIN.formatted(""));

        assertThatThrownBy(() -> mail.addHeader("Subject", "x", delivery))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use `subject`");
    }

    @Test
    void a_route_says_them_with_their_arguments() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("mail", mail);
            camel.addRoutes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:mail")
                                    .bean("mail", "addHeader('X-Ours', 'a, b')")
                                    .filter()
                                    .method("mail", "isTo('example.invalid, example.net')")
                                    .bean("mail", "refuse('no, (really)')");
                        }
                    });
            camel.start();

            Exchange exchange =
                    camel.createProducerTemplate()
                            .send(
                                    "direct:mail",
                                    sent ->
                                            sent.getMessage()
                                                    .setBody(delivery(PLAIN.formatted(""))));

            assertThat(exchange.getException())
                    .isInstanceOfSatisfying(
                            PermanentFailure.class,
                            failure ->
                                    assertThat(failure.outcome().detail())
                                            .isEqualTo("no, (really)"));
            assertThat(Delivery.in(exchange).event().headers().fields())
                    .containsEntry("X-Ours", List.of("a, b"));
        }
    }

    private String reason(String why) {
        try {
            mail.refuse(why);
        } catch (PermanentFailure failure) {
            return failure.outcome().detail();
        }
        throw new AssertionError("the mail goes on");
    }

    private static String composed(Delivery delivery) throws Exception {
        Envelope envelope = new MimeComposer(Clock.systemUTC()).compose(delivery.event());
        return new String(envelope.message(), StandardCharsets.UTF_8);
    }

    private static Exchange carrying(String event) throws Exception {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(delivery(event));
        return exchange;
    }

    private static Delivery delivery(String event) throws Exception {
        MailRecord record =
                new MailRecord(
                        "outbound-mail",
                        0,
                        0,
                        0,
                        null,
                        event.getBytes(StandardCharsets.UTF_8),
                        List.of());
        return Delivery.of(null, record).decoded(new MailEventDecoder().decode(record));
    }
}
