package dev.waypost.report;

import dev.waypost.classify.Outcome;
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
 * @param rejected recipients given up, for the dead letter
 * @param backoff the delay in the retry topic's name; null where nobody is tried again
 * @param next what lies behind the mail now, and whom a retry is for
 */
@RegisterForReflection
public record Verdict(
        String status,
        Outcome outcome,
        Map<String, Outcome> recipients,
        List<String> rejected,
        String backoff,
        Redelivery next) {

    /** Whether a retry record is to be written. */
    public boolean isDeferred() {
        return backoff != null;
    }

    /** Whether a dead letter is to be written: for some recipients, or for the whole record. */
    public boolean isBuried() {
        boolean settled = status.equals("accepted") || status.equals("duplicate");
        return !rejected.isEmpty() || !isDeferred() && !settled;
    }
}
