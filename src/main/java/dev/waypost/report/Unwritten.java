package dev.waypost.report;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What could not be written about a record.
 *
 * @param what its retry, its dead letter, its status event
 * @param target the topic that it is for
 * @param why the fault and what to do, in words for an operator
 * @param record null where the mail is still in flight; the verdict likewise
 * @param deferred whether the retry record is still to be written
 * @param triedAt monotonic nanoseconds of the last try
 */
record Unwritten(
        RecordPlace place,
        String what,
        String target,
        String why,
        Fingerprint record,
        Verdict verdict,
        boolean deferred,
        long triedAt) {

    static Unwritten status(RecordPlace place, String target, Throwable cause) {
        return new Unwritten(
                place,
                "its status event",
                target,
                why(cause),
                null,
                null,
                false,
                System.nanoTime());
    }

    static String why(Throwable cause) {
        return "%s: %s; %s"
                .formatted(cause.getClass().getSimpleName(), cause.getMessage(), advice(cause));
    }

    private static String advice(Throwable cause) {
        if (cause instanceof RecordTooLargeException) {
            return "raise max.message.bytes of that topic, as `doctor` says";
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
        return "record %s: %s cannot be written to %s (%s); it is tried again, and nothing is sent again"
                .formatted(place, what, target, why);
    }
}
