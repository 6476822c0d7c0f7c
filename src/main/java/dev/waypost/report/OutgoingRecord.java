package dev.waypost.report;

import dev.waypost.intake.MailRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;

/**
 * Turns a Camel message into the record that the next {@code kafka:} endpoint writes: key, value
 * and exactly these headers, nothing left over from the step before.
 */
final class OutgoingRecord {

    private final Message message;
    private final Consumer<String> receipt;

    private OutgoingRecord(Exchange exchange, Receipts.Report report) {
        this.message = exchange.getMessage();
        this.receipt = receipt(exchange, report);
        message.removeHeaders("*");
    }

    /** A new record, for this report of the exchange's verdict. */
    static OutgoingRecord in(Exchange exchange, Receipts.Report report, byte[] key, byte[] value) {
        return new OutgoingRecord(exchange, report).put(key, value, List.of());
    }

    /** Another value for a record that was made before. */
    static void replace(Exchange exchange, Receipts.Report report, byte[] value) {
        exchange.getMessage().setBody(new WholeRecord(value, List.of(), receipt(exchange, report)));
    }

    /**
     * The original record byte for byte, without the headers that an earlier pass of ours added.
     */
    static OutgoingRecord of(Exchange exchange, Receipts.Report report, MailRecord original) {
        List<MailRecord.Header> theirs =
                original.headers().stream().filter(header -> !isOurs(header)).toList();
        return new OutgoingRecord(exchange, report).put(original.key(), original.value(), theirs);
    }

    private static boolean isOurs(MailRecord.Header header) {
        return header.name().startsWith(Redelivery.PREFIX)
                || header.name().startsWith(DeadLetter.PREFIX);
    }

    /** Bound to the verdict of now: a receipt counts for no later one. */
    private static Consumer<String> receipt(Exchange exchange, Receipts.Report report) {
        Receipts receipts = Receipts.of(exchange);
        return receipts == null ? topic -> {} : topic -> receipts.acknowledge(report, topic);
    }

    private OutgoingRecord put(byte[] key, byte[] value, List<MailRecord.Header> headers) {
        message.setBody(new WholeRecord(value, headers, receipt));
        if (key != null) {
            message.setHeader(KafkaConstants.KEY, key);
        }
        return this;
    }

    OutgoingRecord with(String name, Object value) {
        if (value != null) {
            message.setHeader(name, value.toString().getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    OutgoingRecord with(Map<String, String> headers) {
        headers.forEach(this::with);
        return this;
    }
}
