package dev.waypost.carry;

import dev.waypost.intake.MailRecord;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a {@code kafka:} endpoint writes of a delivery besides its message's headers: Camel's own
 * header map would keep one header of a name, whatever its case. {@link WholeRecordSerializer} puts
 * it on the wire.
 *
 * @param value null for a tombstone
 * @param headers in record order, names may repeat; Camel's headers follow them
 * @param receipt told the topic when the broker has it
 */
public record WholeRecord(byte[] value, List<MailRecord.Header> headers, Consumer<String> receipt) {

    void acknowledged(String topic) {
        receipt.accept(topic);
    }

    /** For logs: its size alone. */
    @Override
    public String toString() {
        return "a record of " + (value == null ? 0 : value.length) + " octets";
    }
}
