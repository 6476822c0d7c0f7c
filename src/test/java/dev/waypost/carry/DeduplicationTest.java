package dev.waypost.carry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.dedup.SeenEvents;
import dev.waypost.intake.AMail;
import dev.waypost.intake.MailEventDecoder;
import dev.waypost.intake.MailRecord;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.UnitOfWorkHelper;
import org.junit.jupiter.api.Test;

class DeduplicationTest {

    private final Deduplication seen = new Deduplication(new SeenEvents(1000));

    @Test
    void two_exchanges_never_carry_the_same_mail_at_once() throws Exception {
        MailRecord record = AMail.aMail().record();
        Delivery delivery =
                new MailEvents(new MailEventDecoder()).decode(Delivery.of(null, record));
        Exchange first = new DefaultExchange(new DefaultCamelContext());
        Exchange second = new DefaultExchange(new DefaultCamelContext());

        assertThat(seen.claim(delivery, first).isUnderWay()).isFalse();
        assertThat(seen.claim(delivery, second).isUnderWay()).isTrue();

        UnitOfWorkHelper.doneSynchronizations(
                first, first.getExchangeExtension().handoverCompletions());
        assertThat(seen.claim(delivery, second).isUnderWay()).isFalse();
    }
}
