package dev.waypost.classify;

import dev.waypost.smtp.Phase;
import dev.waypost.smtp.SmtpReply;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says what a trouble means: the relay's own rules first, the decision table second; whatever
 * neither knows is transient. Counts nothing and remembers nothing: what needs history, such as
 * many equal refusals, is decided by who has it. Safe for use by many threads.
 */
public final class OutcomeClassifier {

    private final ReplyRules rules;

    /**
     * @param rules looked at before the table, in their order
     */
    public OutcomeClassifier(ReplyRules rules) {
        this.rules = rules;
    }

    /** The verdict. Never throws, whatever the relay said. */
    public Outcome classify(Trouble trouble) {
        return decide(trouble).outcome();
    }

    /** The verdict on the relay's positive reply to the final dot. */
    public Outcome accepted(SmtpReply reply) {
        return outcome(
                Trouble.reply(Phase.END_OF_DATA, reply),
                OutcomeClass.ACCEPTED,
                Scope.MESSAGE,
                Reason.ACCEPTED,
                null);
    }

    /**
     * What would come of this reply, and why.
     *
     * @param reply as the relay sent it, one line or several; what is no reply counts as garbled
     */
    public Explanation explain(Phase phase, String reply) {
        return decide(
                SmtpReply.parse(reply)
                        .map(parsed -> Trouble.reply(phase, parsed))
                        .orElseGet(() -> Trouble.of(phase, Symptom.GARBLED, "no SMTP reply")));
    }

    /**
     * The exception by which the routes tell where the mail goes next.
     *
     * @throws IllegalArgumentException for an acceptance: nothing failed
     */
    public static DeliveryFailure failure(Outcome outcome) {
        return switch (outcome.outcomeClass()) {
            case FAILOVER -> new PortUnavailable(outcome);
            case RETRY, UNCERTAIN -> new TransientFailure(outcome);
            case SLOW -> new RelayThrottled(outcome);
            case REJECT -> new PermanentFailure(outcome);
            case HALT -> new RelayHalted(outcome);
            case ACCEPTED -> throw new IllegalArgumentException("an accepted mail is no failure");
        };
    }

    /**
     * The verdict on a recipient by the reply to its RCPT.
     *
     * @return empty where the relay accepted it, and no rule says that it did not mean it
     */
    public Optional<Outcome> recipient(SmtpReply reply) {
        Trouble trouble = Trouble.reply(Phase.RCPT, reply);
        return reply.isTransient() || reply.isPermanent()
                ? Optional.of(classify(trouble))
                : byRule(trouble).map(Explanation::outcome);
    }

    /**
     * Whether this reply to RCPT means that the relay takes no more recipients in this transaction
     * (RFC 5321 section 4.5.3.1.10); the decision table says which replies do.
     */
    public static boolean isTooManyRecipients(SmtpReply reply) {
        return (reply.isTransient() || reply.isPermanent())
                && DecisionTable.rowFor(Trouble.reply(Phase.RCPT, reply)).reason()
                        == Reason.TOO_MANY_RECIPIENTS;
    }

    Explanation decide(Trouble seen) {
        return byRule(seen)
                .orElseGet(
                        () -> {
                            Trouble fitting = fitting(seen);
                            return explained(DecisionTable.rowFor(fitting), fitting);
                        });
    }

    private Optional<Explanation> byRule(Trouble trouble) {
        return rules.ruleFor(trouble).map(rule -> explained(rule, trouble));
    }

    private static Explanation explained(Rule rule, Trouble trouble) {
        return new Explanation(
                rule.source(),
                outcome(
                        trouble,
                        rule.outcomeClass(),
                        rule.scopeIn(trouble.phase()),
                        rule.reason(),
                        rule.after()));
    }

    // A positive or intermediate reply is trouble only where it has no business to be.
    private static Trouble fitting(Trouble trouble) {
        SmtpReply reply = trouble.reply();
        if (reply == null || reply.isTransient() || reply.isPermanent()) {
            return trouble;
        }
        boolean accepts = trouble.phase() == Phase.END_OF_DATA && reply.code() / 100 == 2;
        return accepts
                ? trouble
                : Trouble.of(
                        trouble.phase(), Symptom.GARBLED, "an unfitting reply: " + reply.code());
    }

    private static Outcome outcome(
            Trouble trouble,
            OutcomeClass outcomeClass,
            Scope scope,
            Reason reason,
            Duration ruleSays) {
        return new Outcome(
                outcomeClass,
                scope,
                reason,
                trouble.phase(),
                trouble.reply(),
                trouble.phase().label() + ": " + whatHappened(trouble) + ". " + reason.advice(),
                wait(trouble.reply(), outcomeClass, ruleSays));
    }

    private static String whatHappened(Trouble trouble) {
        SmtpReply reply = trouble.reply();
        if (reply == null) {
            return trouble.detail().isBlank() ? "no reply" : trouble.detail();
        }
        // What a relay says about a login may name the login.
        return trouble.phase() == Phase.AUTH ? reply.status() : reply.redacted();
    }

    private static Duration wait(SmtpReply reply, OutcomeClass outcomeClass, Duration ruleSays) {
        return switch (outcomeClass) {
            case FAILOVER, RETRY, SLOW ->
                    Stream.of(
                                    Optional.ofNullable(reply).flatMap(r -> RetryHint.in(r.text())),
                                    Optional.ofNullable(ruleSays))
                            .flatMap(Optional::stream)
                            .max(Comparator.naturalOrder())
                            .orElse(null);
            default -> null;
        };
    }

    /**
     * A verdict with what decided it. Immutable.
     *
     * @param decidedBy a rule as {@code file:line}, or a row of docs/outcomes.md as {@code row 12a}
     */
    public record Explanation(String decidedBy, Outcome outcome) {}
}
