package dev.waypost.deliver;

import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.smtp.RecipientReply;
import dev.waypost.smtp.SmtpReply;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.SubmissionReport;
import dev.waypost.smtp.Trouble;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives each recipient of one attempt its own outcome: by its own reply or trouble, else by the
 * message's. Not its business: what that means for the port. Any thread.
 */
final class RecipientOutcomes {

    private final OutcomeClassifier classifier;

    RecipientOutcomes(OutcomeClassifier classifier) {
        this.classifier = classifier;
    }

    /** The relay took the message for some recipients; writes all their outcomes to the log. */
    void accepted(AttemptLog log, SubmissionReport report, Outcome accepted) {
        Map<String, SmtpReply> replies = replies(report.recipients());
        for (String recipient : log.remaining()) {
            Trouble own = report.troubles().get(recipient);
            Outcome outcome =
                    own == null
                            ? outcome(replies.get(recipient), accepted)
                            : classifier.classify(own);
            log.outcome(recipient, besideOthers(outcome));
        }
    }

    /**
     * The relay took the message for nobody; writes all outcomes to the log.
     *
     * @return the outcome of the mail as a whole
     */
    Outcome failed(AttemptLog log, SubmissionFailure failure, Outcome outcome) {
        Map<String, SmtpReply> replies = replies(failure.recipients());
        for (String recipient : log.remaining()) {
            SmtpReply reply = replies.get(recipient);
            Trouble own = failure.troubles().get(recipient);
            if (own != null) {
                log.outcome(recipient, besideOthers(classifier.classify(own)));
            } else {
                Outcome named = reply == null ? outcome : outcome(reply, outcome);
                log.outcome(recipient, failure.isWhileOthersGo() ? besideOthers(named) : named);
            }
        }
        if (outcome.outcomeClass() == OutcomeClass.UNCERTAIN) {
            return outcome;
        }
        // One recipient that may be tried again keeps the mail alive.
        return log.recipients().values().stream()
                .filter(each -> each.outcomeClass() != OutcomeClass.REJECT)
                .findFirst()
                .orElse(outcome.outcomeClass() == OutcomeClass.REJECT ? outcome : first(log));
    }

    /**
     * Others have it, or mails of others go: what would stop the pass, or all mails, only puts this
     * one off.
     */
    static Outcome besideOthers(Outcome outcome) {
        return switch (outcome.outcomeClass()) {
            case FAILOVER, SLOW, HALT -> outcome.deferred();
            default -> outcome;
        };
    }

    private Outcome outcome(SmtpReply rcpt, Outcome ofMessage) {
        return classifier.recipient(rcpt).orElse(ofMessage);
    }

    private static Map<String, SmtpReply> replies(List<RecipientReply> recipients) {
        Map<String, SmtpReply> replies = new HashMap<>();
        recipients.forEach(r -> replies.put(r.recipient(), r.reply()));
        return replies;
    }

    private static Outcome first(AttemptLog log) {
        return log.recipients().values().iterator().next();
    }
}
