package dev.waypost.classify;

import dev.waypost.smtp.Phase;
import dev.waypost.smtp.SmtpReply;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * One line of {@link ReplyRules} or of the {@link DecisionTable}: what was seen, in one of these
 * phases, has this verdict. Immutable.
 *
 * @param source file and line, such as {@code default.rules:12}; a row of the table as {@code row
 *     12a}
 * @param kinds what may have been seen where no reply came, or whatever came; of the table alone
 * @param replies a reply like one of them fits too
 * @param scope null where class and phase say it
 * @param after the least wait; null where the rule says none
 */
record Rule(
        String source,
        Set<Phase> phases,
        Set<Symptom> kinds,
        List<ReplyPattern> replies,
        OutcomeClass outcomeClass,
        Scope scope,
        Reason reason,
        Duration after) {

    boolean matches(Trouble trouble) {
        return phases.contains(trouble.phase())
                && (kinds.contains(trouble.symptom())
                        || trouble.reply() != null && matches(trouble.reply()));
    }

    private boolean matches(SmtpReply reply) {
        for (ReplyPattern pattern : replies) {
            if (pattern.matches(reply)) {
                return true;
            }
        }
        return false;
    }

    /** Who the trouble belongs to: the class says it, and the phase for the rest. */
    Scope scopeIn(Phase phase) {
        if (scope != null) {
            return scope;
        }
        return switch (outcomeClass) {
            case FAILOVER -> Scope.PORT;
            case SLOW, HALT -> Scope.RELAY;
            default -> phase == Phase.RCPT ? Scope.RECIPIENT : Scope.MESSAGE;
        };
    }
}
