package dev.waypost.intake;

import java.util.List;

/**
 * One Kafka record exactly as it was read: the evidence that dead letters and retries carry on byte
 * for byte. Nothing in it has been trusted or interpreted. Arrays are never copied nor changed.
 *
 * @param topic where it was read
 * @param partition where it was read
 * @param offset where it was read
 * @param timestamp the record's own timestamp, milliseconds since the epoch
 * @param key null when the producer set none
 * @param value null for a tombstone
 * @param headers in record order; names may repeat
 */
public record MailRecord(
        String topic,
        int partition,
        long offset,
        long timestamp,
        byte[] key,
        byte[] value,
        List<Header> headers) {

    /** A record header; the value may be null. */
    public record Header(String name, byte[] value) {

        /** For logs: names may be anything, too. */
        @Override
        public String toString() {
            return "a record header";
        }
    }

    /** For logs: where it was read, and nothing that is in it. */
    @Override
    public String toString() {
        return "record " + topic + "/" + partition + "/" + offset;
    }
}
