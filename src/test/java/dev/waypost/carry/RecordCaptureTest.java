package dev.waypost.carry;

import static dev.waypost.intake.AMail.aMail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypost.intake.InvalidEvent;
import dev.waypost.intake.MailEventDecoder;
import dev.waypost.intake.MailRecord;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** From an exchange of the Kafka consumer to the event, and no header with it. */
class RecordCaptureTest {

    private final RecordCapture door = new RecordCapture();
    private final Exchange exchange = exchange(aMail().bytes());

    @Test
    void the_record_becomes_a_delivery() {
        byte[] value = exchange.getMessage().getBody(byte[].class);

        door.take(exchange);

        MailRecord record = Delivery.in(exchange).record();
        assertThat(record.topic()).isEqualTo("outbound-mail");
        assertThat(record.partition()).isEqualTo(2);
        assertThat(record.offset()).isEqualTo(42);
        assertThat(record.timestamp()).isEqualTo(1000);
        assertThat(record.key()).containsExactly(1);
        assertThat(record.value()).isSameAs(value);
        assertThat(record.headers())
                .extracting(MailRecord.Header::name)
                .containsExactly("Bcc", "Bcc", "empty");
    }

    @Test
    void no_header_is_left_to_reach_the_mail_or_steer_a_route() {
        exchange.getMessage().setHeader("mail.smtp.host", "evil.example");
        exchange.getMessage().setHeader("CamelToEndpoint", "log:evil");

        door.take(exchange);

        assertThat(exchange.getMessage().getHeaders()).isEmpty();
    }

    @Test
    void a_tombstone_without_a_key_passes() {
        Exchange tombstone = exchange(null);
        tombstone.getMessage().removeHeader(KafkaConstants.KEY);

        door.take(tombstone);

        MailRecord record = Delivery.in(tombstone).record();
        assertThat(record.value()).isNull();
        assertThat(record.key()).isNull();
    }

    @Test
    void a_consumer_that_reads_text_is_a_fault_of_the_route() {
        assertThatThrownBy(() -> door.take(exchange("text")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("valueDeserializer=");
    }

    @Test
    void then_the_event_is_decoded() throws InvalidEvent {
        door.take(exchange);

        Delivery decoded = new MailEvents(new MailEventDecoder()).decode(Delivery.in(exchange));

        assertThat(decoded.event().id()).isEqualTo("order-1");
    }

    @Test
    void a_body_that_is_no_delivery_is_said_and_never_taken_for_an_answer() {
        exchange.getMessage().setBody("hello");

        assertThatThrownBy(() -> Conditions.ALL.get("duplicate").matches(exchange))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no delivery but java.lang.String");
    }

    private static Exchange exchange(Object value) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        var message = exchange.getMessage();
        message.setHeader(KafkaConstants.TOPIC, "outbound-mail");
        message.setHeader(KafkaConstants.PARTITION, 2);
        message.setHeader(KafkaConstants.OFFSET, 42L);
        message.setHeader(KafkaConstants.TIMESTAMP, 1000L);
        message.setHeader(KafkaConstants.KEY, new byte[] {1});
        message.setHeader(
                KafkaConstants.HEADERS,
                new RecordHeaders()
                        .add("Bcc", new byte[] {2})
                        .add("Bcc", new byte[] {3})
                        .add("empty", null));
        message.setBody(value);
        return exchange;
    }
}
