package dev.waypost.report;

import dev.waypost.intake.MailRecord;
import java.util.Arrays;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What is not written about a record.
 *
 * @param what is the matter, in words for an operator, with what to do
 * @param record null where the mail is still in flight; the verdict likewise, and where there is
 *     none
 * @param receipts the verdict's
 * @param triedAt monotonic nanoseconds of the last try
 */
public record Unwritten(
        RecordPlace place,
        String what,
        Fingerprint record,
        DeliveryResult verdict,
        Receipts receipts,
        long triedAt) {

    /** A status event that is tried again. */
    public static Unwritten status(RecordPlace place, String target, Throwable cause) {
        String what = refused(Receipts.Report.STATUS, target, cause);
        return new Unwritten(place, what, null, null, null, System.nanoTime());
    }

    /** A retry record or a dead letter, or all of it. */
    public static Unwritten of(
            MailRecord record, DeliveryResult verdict, Receipts receipts, String what) {
        return new Unwritten(
                RecordPlace.of(record),
                what,
                Fingerprint.of(record),
                verdict,
                receipts,
                System.nanoTime());
    }

    /** The broker does not take it. */
    public static String refused(Receipts.Report report, String target, Throwable cause) {
        return "%s cannot be written to %s (%s); it is tried again, and nothing is sent again"
                .formatted(report.words(), target, why(cause));
    }

    private static String why(Throwable cause) {
        return "%s: %s; %s"
                .formatted(cause.getClass().getSimpleName(), cause.getMessage(), advice(cause));
    }

    private static String advice(Throwable cause) {
        if (cause instanceof RecordTooLargeException) {
            return "raise max.message.bytes of that topic, as `doctor` says";
        }
        if (cause instanceof ClusterAuthorizationException) {
            return "before Kafka 2.8 a producer that writes nothing twice needs a right of its own:"
                    + " kafka-acls --add --allow-principal User:NAME --operation IdempotentWrite"
                    + " --cluster";
        }
        if (cause instanceof AuthorizationException) {
            return "let this user write to that topic";
        }
        if (cause instanceof InvalidRecordException) {
            return "set cleanup.policy=delete on that topic, as `doctor` says";
        }
        if (cause instanceof UnknownTopicOrPartitionException
                || cause instanceof TimeoutException) {
            return "see that the topic exists and its brokers are there";
        }
        return "see what the broker's log says";
    }

    /** In words for an operator: where, what, why, what to do. No address is in it. */
    @Override
    public String toString() {
        return "record %s: %s".formatted(place, what);
    }

    /** Tells a record from another one that stands in its place later. */
    public record Fingerprint(long timestamp, int key, int value) {

        /** That of a record. */
        public static Fingerprint of(MailRecord record) {
            return new Fingerprint(
                    record.timestamp(),
                    Arrays.hashCode(record.key()),
                    Arrays.hashCode(record.value()));
        }
    }
}
