package dev.waypost.report;

import dev.waypost.classify.Outcome;
import dev.waypost.classify.Reason;
import dev.waypost.lane.Lane;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/**
 * What becomes of one mail after a pass: who has it, who is tried again and when, who is given up.
 * Immutable.
 *
 * @param status of this pass, by the outcome that decided; what routes go by
 * @param outcome the one that decided, for the mail as a whole
 * @param recipients each recipient of this pass; empty where it never came to one
 * @param rejected recipients given up, for the dead letter; those held included
 * @param maxAttempts attempts after which the mail is given up: the schedule's, or the event's own
 *     limit where that is lower
 * @param backoff the delay in the retry topic's name, and its lane, as {@code 5m} or {@code
 *     5m.bulk}; null where nobody is tried again
 * @param statusDue whether it is worth a status event
 * @param next what lies behind the mail now, and whom a retry is for
 */
@RegisterForReflection
public record DeliveryResult(
        Status status,
        Outcome outcome,
        Map<String, Disposition> recipients,
        List<String> rejected,
        int maxAttempts,
        String backoff,
        boolean statusDue,
        DeliveryHistory next) {

    /** The same for a mail of this lane. */
    public DeliveryResult in(Lane lane) {
        return backoff == null || lane == Lane.NORMAL
                ? this
                : new DeliveryResult(
                        status,
                        outcome,
                        recipients,
                        rejected,
                        maxAttempts,
                        backoff + lane.suffix(),
                        statusDue,
                        next);
    }

    /**
     * What became of the mail in all its passes, as it is told: where nobody is tried again, and
     * some have it while others do not, it is the one nor the other. What is held waits for a
     * person, so it stays that.
     */
    public Status told() {
        boolean mixed = next.accepted() > 0 && next.givenUp() > 0;
        boolean plain = isDeferred() || status == Status.DUPLICATE || status == Status.HELD;
        return mixed && !plain ? Status.PARTLY_ACCEPTED : status;
    }

    /** Whether a retry record is to be written. */
    public boolean isDeferred() {
        return backoff != null;
    }

    /** Whether a dead letter is to be written: for some recipients, or for the whole record. */
    public boolean isDeadLettered() {
        return !rejected.isEmpty() || !isDeferred() && !status.isDelivered();
    }

    /** Why the record is given up: the relay's word on the first who is, or that time is over. */
    public Reason deadLetterReason() {
        return status == Status.EXPIRED ? Reason.EXPIRED : deadLetterOutcome().reason();
    }

    /** That of the first recipient who is given up, where one is by name. */
    public Outcome deadLetterOutcome() {
        Disposition first = rejected.isEmpty() ? null : recipients.get(rejected.get(0));
        return first == null ? outcome : first.outcome();
    }

    /** For logs: no recipients. */
    @Override
    public String toString() {
        return told().word() + ": " + outcome;
    }
}
