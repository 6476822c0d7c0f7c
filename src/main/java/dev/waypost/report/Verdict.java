package dev.waypost.report;

import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.lane.Lane;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/**
 * What one pass means for one mail, as the report routes ask it: who has it, who is tried again and
 * when, who is given up. Immutable.
 *
 * @param status the word of the status event: accepted, deferred, rejected, uncertain, held,
 *     expired, duplicate
 * @param outcome the one that decided, for the mail as a whole
 * @param recipients each recipient of this pass and its outcome; empty where it never came to one
 * @param rejected recipients given up, for the dead letter; those held included
 * @param held those of them that are in doubt and wait for a person
 * @param maxAttempts attempts after which the mail is given up: the schedule's, or the event's own
 *     limit where that is lower
 * @param backoff the delay in the retry topic's name, and its lane, as {@code 5m} or {@code
 *     5m.bulk}; null where nobody is tried again
 * @param news whether it is worth a status event
 * @param next what lies behind the mail now, and whom a retry is for
 */
@RegisterForReflection
public record Verdict(
        String status,
        Outcome outcome,
        Map<String, Outcome> recipients,
        List<String> rejected,
        List<String> held,
        int maxAttempts,
        String backoff,
        boolean news,
        Redelivery next) {

    /** The same for a mail of this lane. */
    public Verdict in(Lane lane) {
        return backoff == null || lane == Lane.NORMAL
                ? this
                : new Verdict(
                        status,
                        outcome,
                        recipients,
                        rejected,
                        held,
                        maxAttempts,
                        backoff + lane.suffix(),
                        news,
                        next);
    }

    /** Whether a retry record is to be written. */
    public boolean isDeferred() {
        return backoff != null;
    }

    /** Whether a dead letter is to be written: for some recipients, or for the whole record. */
    public boolean isBuried() {
        boolean settled = status.equals("accepted") || status.equals("duplicate");
        return !rejected.isEmpty() || !isDeferred() && !settled;
    }

    /** The word for one recipient of this pass. */
    public String statusOf(String recipient) {
        OutcomeClass itsClass = recipients.get(recipient).outcomeClass();
        if (itsClass == OutcomeClass.REJECT) {
            return "rejected";
        }
        if (held.contains(recipient)) {
            return "held";
        }
        if (rejected.contains(recipient)) {
            return "expired";
        }
        if (!next.remaining().contains(recipient)) {
            return "accepted";
        }
        return itsClass == OutcomeClass.UNCERTAIN ? "uncertain" : "deferred";
    }

    /** For logs: no recipients. */
    @Override
    public String toString() {
        return status + ": " + outcome;
    }
}
