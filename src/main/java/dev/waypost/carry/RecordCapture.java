package dev.waypost.carry;

import dev.waypost.commit.Admission;
import dev.waypost.intake.MailRecord;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Where a Kafka record becomes a {@link Delivery}, byte for byte, and every header of the exchange
 * is removed: no record header reaches the mail or steers a route. Expects key and value as bytes
 * ({@code ByteArrayDeserializer}). Safe for all threads.
 */
@Named("recordCapture")
@Singleton
@RegisterForReflection
public class RecordCapture {

    private static final String BYTES =
            "org.apache.kafka.common.serialization.ByteArrayDeserializer";

    /**
     * Takes the record out of an exchange of Camel's Kafka consumer; the body is its delivery then.
     *
     * @throws IllegalStateException when the exchange is not of that consumer, or its consumer is
     *     set to read anything but bytes
     */
    public void take(Exchange exchange) {
        Message message = exchange.getMessage();
        MailRecord record =
                new MailRecord(
                        header(message, KafkaConstants.TOPIC, String.class),
                        header(message, KafkaConstants.PARTITION, Integer.class),
                        header(message, KafkaConstants.OFFSET, Long.class),
                        header(message, KafkaConstants.TIMESTAMP, Long.class),
                        bytes(message.getHeader(KafkaConstants.KEY), "keyDeserializer"),
                        bytes(message.getBody(), "valueDeserializer"),
                        headers(header(message, KafkaConstants.HEADERS, Headers.class)));
        message.removeHeaders("*");
        message.setBody(
                Delivery.of(exchange.getProperty(Admission.PROPERTY, Admission.class), record));
    }

    private static <T> T header(Message message, String name, Class<T> type) {
        Object value = message.getHeader(name);
        if (!type.isInstance(value)) {
            throw new IllegalStateException("no record of a Kafka consumer: header " + name);
        }
        return type.cast(value);
    }

    private static byte[] bytes(Object value, String option) {
        if (value == null || value instanceof byte[]) {
            return (byte[]) value;
        }
        throw new IllegalStateException(
                "the kafka: endpoint needs " + option + "=" + BYTES + " to keep records whole");
    }

    private static List<MailRecord.Header> headers(Headers headers) {
        List<MailRecord.Header> copy = new ArrayList<>();
        for (Header header : headers) {
            copy.add(new MailRecord.Header(header.key(), header.value()));
        }
        return List.copyOf(copy);
    }
}
