package dev.waypost.carry;

import dev.waypost.intake.MailRecord;
import dev.waypost.report.DeliveryHistory;
import dev.waypost.report.Receipts;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;

/**
 * The record that the next {@code kafka:} endpoint writes: key, value and exactly these headers,
 * nothing left over from the step before. The one place where a delivery becomes what Camel's
 * producer takes: the key and our headers go into the message, value and original headers with the
 * delivery to {@link WholeRecordSerializer}. Used by one thread.
 */
final class OutgoingRecord {

    private final byte[] key;
    private final byte[] value;
    private final List<MailRecord.Header> theirs;
    private final Map<String, Object> ours = new LinkedHashMap<>();

    private OutgoingRecord(byte[] key, byte[] value, List<MailRecord.Header> theirs) {
        this.key = key;
        this.value = value;
        this.theirs = theirs;
    }

    /** A new record. */
    static OutgoingRecord of(byte[] key, byte[] value) {
        return new OutgoingRecord(key, value, List.of());
    }

    /** The original byte for byte, without the headers that an earlier pass of ours added. */
    static OutgoingRecord of(MailRecord original) {
        return new OutgoingRecord(
                original.key(),
                original.value(),
                original.headers().stream().filter(header -> !isOurs(header)).toList());
    }

    private static boolean isOurs(MailRecord.Header header) {
        return header.name().startsWith(DeliveryHistory.PREFIX)
                || header.name().startsWith(DeadLetter.PREFIX);
    }

    /** With its receipt, which is bound to the result of now and counts for no later one. */
    static WholeRecord whole(
            byte[] value,
            List<MailRecord.Header> headers,
            Delivery delivery,
            Receipts.Report report) {
        Receipts receipts = delivery.reports().receipts();
        return new WholeRecord(value, headers, topic -> receipts.acknowledge(report, topic));
    }

    OutgoingRecord with(String name, Object content) {
        if (content != null) {
            ours.put(name, content.toString().getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    OutgoingRecord with(Map<String, String> headers) {
        headers.forEach(this::with);
        return this;
    }

    /** Puts key and headers into the message, and the rest into the delivery. */
    Delivery into(Message message, Delivery delivery, Receipts.Report report) {
        message.removeHeaders("*");
        if (key != null) {
            message.setHeader(KafkaConstants.KEY, key);
        }
        ours.forEach(message::setHeader);
        return delivery.writing(whole(value, theirs, delivery, report));
    }
}
