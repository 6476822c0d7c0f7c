package dev.waypost.classify;

import dev.waypost.smtp.Phase;
import dev.waypost.smtp.SmtpReply;
import java.time.Duration;
import java.util.Objects;

/**
 * The verdict on one trouble (or on one acceptance). Immutable.
 *
 * @param reason why, in one word of a closed list
 * @param reply null where no reply decided
 * @param detail one line for a person: what happened and, where known, what to do
 * @param retryAfter the least wait that the relay's reply asks for, or a rule; null where neither
 *     does. 1 s to 24 h
 */
public record Outcome(
        OutcomeClass outcomeClass,
        Scope scope,
        Reason reason,
        Phase phase,
        SmtpReply reply,
        String detail,
        Duration retryAfter) {

    public Outcome {
        Objects.requireNonNull(outcomeClass);
        Objects.requireNonNull(scope);
        Objects.requireNonNull(reason);
        Objects.requireNonNull(phase);
        Objects.requireNonNull(detail);
    }

    /** The same trouble, but for the retry topic: for who cannot have what its class asks for. */
    public Outcome deferred() {
        return new Outcome(OutcomeClass.RETRY, scope, reason, phase, reply, detail, retryAfter);
    }

    /** For logs: no text of the reply, which may name a recipient. */
    @Override
    public String toString() {
        return outcomeClass + " " + reason.slug() + " in " + phase.label();
    }
}
