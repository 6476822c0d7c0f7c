package dev.waypost.report;

import dev.waypost.config.Accountable;
import dev.waypost.intake.MailRecord;
import java.util.List;
import java.util.function.Consumer;

/**
 * A record as it came, as the body of the message that a {@code kafka:} endpoint writes: Camel's
 * own header map would keep one header of a name, whatever its case. {@link WholeRecordSerializer}
 * puts it on the wire.
 *
 * @param value null for a tombstone
 * @param headers in record order, names may repeat; Camel's headers follow them
 * @param receipt told the topic when the broker has it
 */
public record WholeRecord(byte[] value, List<MailRecord.Header> headers, Consumer<String> receipt)
        implements Accountable {

    @Override
    public void acknowledged(String topic) {
        receipt.accept(topic);
    }

    /** For logs: its size alone. */
    @Override
    public String toString() {
        return "a record of " + (value == null ? 0 : value.length) + " octets";
    }
}
