package dev.waypost.classify;

import dev.waypost.smtp.Phase;
import dev.waypost.smtp.SmtpReply;
import dev.waypost.smtp.Trouble;
import java.time.Duration;
import java.util.Set;

/**
 * One line of {@link ReplyRules}: a reply like this, in one of these phases, has this verdict.
 * Immutable.
 *
 * @param source file and line, such as {@code default.rules:12}
 * @param after the least wait; null where the rule says none
 */
record ReplyRule(
        String source,
        Set<Phase> phases,
        ReplyPattern pattern,
        OutcomeClass outcomeClass,
        Reason reason,
        Duration after) {

    boolean matches(Trouble trouble) {
        SmtpReply reply = trouble.reply();
        return reply != null
                && (reply.isTransient() || reply.isPermanent() || pattern.isOfAcceptances())
                && phases.contains(trouble.phase())
                && pattern.matches(reply);
    }

    /** Who the trouble belongs to: the class says it, and the phase for the rest. */
    Scope scope(Phase phase) {
        return switch (outcomeClass) {
            case FAILOVER -> Scope.PORT;
            case SLOW, HALT -> Scope.RELAY;
            default -> phase == Phase.RCPT ? Scope.RECIPIENT : Scope.MESSAGE;
        };
    }
}
