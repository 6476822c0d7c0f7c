package dev.waypost.report;

import dev.waypost.intake.MailRecord;
import java.util.List;

/**
 * A record as it came, as the body of the message that a {@code kafka:} endpoint writes: Camel's
 * own header map would keep one header of a name, whatever its case. {@link WholeRecordSerializer}
 * puts it on the wire.
 *
 * @param value null for a tombstone
 * @param headers in record order, names may repeat; Camel's headers follow them
 */
public record WholeRecord(byte[] value, List<MailRecord.Header> headers) {

    /** For logs: its size alone. */
    @Override
    public String toString() {
        return "a record of " + (value == null ? 0 : value.length) + " octets";
    }
}
