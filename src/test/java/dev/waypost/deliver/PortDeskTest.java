package dev.waypost.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waypost.TestClock;
import dev.waypost.classify.DeliveryFailure;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.classify.Phase;
import dev.waypost.classify.ReplyRules;
import dev.waypost.classify.SmtpReply;
import dev.waypost.classify.Symptom;
import dev.waypost.classify.Trouble;
import dev.waypost.compose.Envelope;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** What one port's failure means for the mail as a whole. */
class PortDeskTest {

    private final TestClock clock = new TestClock();
    private final PortDesk desk =
            new PortDesk(
                    new PortMemory(clock::nanoTime, Duration.ofSeconds(1), Duration.ofMinutes(1)),
                    new RefusalBreaker(50, 0.8),
                    new OutcomeClassifier(ReplyRules.none()),
                    clock::nanoTime);

    @Test
    void in_doubt_decides_also_where_a_recipient_before_was_deferred() throws Exception {
        Exchange exchange = admitted("busy@example.org", "ann@example.org");
        exchange.setProperty(
                Exchange.EXCEPTION_CAUGHT,
                new SubmissionFailure(
                        Trouble.of(Phase.END_OF_DATA, Symptom.CLOSED, "no reply"),
                        List.of(
                                new RecipientReply("busy@example.org", reply("450 4.2.1 busy")),
                                new RecipientReply("ann@example.org", reply("250 2.1.5 ok"))),
                        null));

        DeliveryFailure failure =
                catchThrowableOfType(DeliveryFailure.class, () -> desk.failed(exchange));

        assertThat(failure.outcome().outcomeClass()).isEqualTo(OutcomeClass.UNCERTAIN);
    }

    @Test
    void a_port_is_where_the_route_says_now() throws Exception {
        Exchange exchange = admitted("ann@example.org");
        desk.admit(exchange, "2525", "relay", 2525, false);

        desk.admit(exchange, "587", "relay", 1587, false);

        assertThat(desk.ports().keySet()).containsExactly("587", "2525");
        assertThat(desk.ports().get("587").number()).isEqualTo(1587);
    }

    private Exchange admitted(String... recipients) throws Exception {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage()
                .setBody(new Envelope("<a@b>", "a@b", List.of(recipients), new byte[0], false));
        desk.begin(exchange);
        desk.admit(exchange, "587", "relay", 587, false);
        return exchange;
    }

    private static SmtpReply reply(String line) {
        return SmtpReply.parse(line).orElseThrow();
    }
}
