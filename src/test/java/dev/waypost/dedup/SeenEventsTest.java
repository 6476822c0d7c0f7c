package dev.waypost.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.intake.AMail;
import dev.waypost.intake.Addressed;
import dev.waypost.intake.MailEvent;
import dev.waypost.intake.MailEventDecoder;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who has a mail gets it no more, and that they have it is written until it is known to be. */
class SeenEventsTest {

    private static final String ANN = "ann@example.net";
    private static final String BOB = "bob@example.net";

    private final SeenEvents seen = new SeenEvents(1000);
    private MailEvent event;

    @BeforeEach
    void decode() throws Exception {
        event = new MailEventDecoder().decode(AMail.aMail().record());
    }

    @Test
    void who_has_the_mail_is_left_out_and_whoever_has_not_remains() {
        accepted(ANN);

        Exchange again = mail(ANN, BOB);
        seen.narrow(again);

        assertThat(again.getProperty("remaining", List.class)).isEqualTo(List.of(BOB));
        assertThat(again.getProperty("duplicate", Boolean.class)).isFalse();
    }

    @Test
    void a_duplicate_repeats_the_marks_that_may_never_have_been_written() {
        String written = accepted(ANN).getProperty(SeenEvents.MARKS, String.class);

        Exchange again = mail(ANN);
        seen.narrow(again);

        assertThat(again.getProperty("duplicate", Boolean.class)).isTrue();
        assertThat(again.getProperty(SeenEvents.MARKS)).isEqualTo(written);
    }

    @Test
    void another_process_knows_from_the_marks_who_has_it_before_and_after() {
        accepted(ANN);
        Exchange again = mail(ANN, BOB);
        seen.narrow(again);
        again.setProperty("accepted", List.of(BOB));
        seen.accepted(again);

        SeenEvents other = new SeenEvents(1000);
        other.remember(again.getProperty(SeenEvents.MARKS, String.class));
        Exchange elsewhere = mail(ANN, BOB);
        other.narrow(elsewhere);

        assertThat(elsewhere.getProperty("duplicate", Boolean.class)).isTrue();
    }

    @Test
    void two_exchanges_never_carry_the_same_mail_at_once() {
        Exchange first = mail(ANN);
        seen.claim(first);
        Exchange second = mail(ANN);
        seen.claim(second);

        assertThat(first.getProperty("claimed", Boolean.class)).isTrue();
        assertThat(second.getProperty("claimed", Boolean.class)).isFalse();
    }

    private Exchange accepted(String... recipients) {
        Exchange exchange = mail(recipients);
        seen.narrow(exchange);
        exchange.setProperty("accepted", List.of(recipients));
        seen.accepted(exchange);
        return exchange;
    }

    private Exchange mail(String... recipients) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty("event", event);
        exchange.getMessage().setBody((Addressed) () -> List.of(recipients));
        return exchange;
    }
}
