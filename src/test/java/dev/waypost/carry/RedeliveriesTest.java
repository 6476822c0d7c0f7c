package dev.waypost.carry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.TestClock;
import dev.waypost.lane.Lane;
import dev.waypost.lane.Lanes;
import dev.waypost.report.Deferral;
import dev.waypost.report.DeliveryHistory;
import dev.waypost.report.RetrySchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** A record holds up those behind it for as long as its topic's name says, and no longer. */
class RedeliveriesTest {

    private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");

    private final Redeliveries redeliveries =
            new Redeliveries(
                    new Lanes("outbound-mail", List.of(Lane.BULK), 0.1),
                    new Deferral(RetrySchedule.parse("1m,4h"), Duration.ofDays(2)),
                    new TestClock());

    @Test
    void a_record_is_taken_when_it_is_due() {
        Instant due = WRITTEN.plus(Duration.ofMinutes(3));

        assertThat(redeliveries.dueAt(record("outbound-mail.retry.4h", due))).isEqualTo(due);
    }

    @Test
    void jitter_is_within_what_the_topics_name_says() {
        Instant due = WRITTEN.plusSeconds(66);

        assertThat(redeliveries.dueAt(record("outbound-mail.retry.1m", due))).isEqualTo(due);
    }

    @Test
    void one_that_must_wait_longer_goes_on_when_the_topics_delay_has_passed() {
        Instant due = WRITTEN.plus(Duration.ofHours(24));

        assertThat(redeliveries.dueAt(record("outbound-mail.retry.4h", due)))
                .isEqualTo(WRITTEN.plus(Duration.ofMinutes(264)));
    }

    @Test
    void the_topic_of_a_lane_says_its_delay_too() {
        Instant due = WRITTEN.plus(Duration.ofHours(24));

        assertThat(redeliveries.dueAt(record("outbound-mail.retry.4h.bulk", due)))
                .isEqualTo(WRITTEN.plus(Duration.ofMinutes(264)));
    }

    @Test
    void a_topic_whose_name_is_no_delay_says_nothing() {
        Instant due = WRITTEN.plus(Duration.ofHours(24));

        assertThat(redeliveries.dueAt(record("outbound-mail.retry.soon", due))).isEqualTo(due);
    }

    private static Exchange record(String topic, Instant due) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeader(KafkaConstants.TOPIC, topic);
        exchange.getMessage().setHeader(KafkaConstants.TIMESTAMP, WRITTEN.toEpochMilli());
        exchange.getMessage().setHeader(DeliveryHistory.DUE_AT, due.toString().getBytes(UTF_8));
        return exchange;
    }
}
