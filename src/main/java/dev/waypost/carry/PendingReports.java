package dev.waypost.carry;

import dev.waypost.report.Receipts;
import java.util.Set;

/**
 * The records that are to be written about a mail: what its result demands in Kafka, or its move to
 * another lane. The receipts learn what the broker acknowledges; the rest is immutable.
 *
 * @param receipts null before there is anything to write
 * @param owed what was to be written when that was found out; conditions of routes ask for it
 * @param outgoing what the next {@code kafka:} endpoint writes; null before a record was made
 */
record PendingReports(Receipts receipts, Set<Receipts.Report> owed, WholeRecord outgoing) {

    /** Nothing is known yet. */
    static final PendingReports NONE = new PendingReports(null, Set.of(), null);

    /** What these receipts lack. */
    static PendingReports of(Receipts receipts) {
        return new PendingReports(receipts, receipts == null ? Set.of() : receipts.missing(), null);
    }

    PendingReports writing(WholeRecord next) {
        return new PendingReports(receipts, owed, next);
    }

    /** Whether this is to be written. */
    boolean owes(Receipts.Report report) {
        return owed.contains(report);
    }

    /** The topic that the record belongs to instead; null where it is in its place. */
    String laneTopic() {
        return receipts == null ? null : receipts.target();
    }

    /** The broker has the record that was written last. */
    void acknowledged(String topic) {
        if (outgoing != null) {
            outgoing.acknowledged(topic);
        }
    }

    /** For logs: how many. */
    @Override
    public String toString() {
        return owed.size() + " reports";
    }
}
