package dev.waypost.ops.command;

import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.classify.OutcomeClassifier.Explanation;
import dev.waypost.smtp.EnhancedStatus;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.SmtpReply;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Says what a relay's reply would mean, and which rule or row decides. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Say what a relay's reply means, and which reply rule or table row decides.")
public class ExplainCommand implements Callable<Integer> {

    @Parameters(
            arity = "1..*",
            paramLabel = "REPLY",
            description = "As the relay sent it: 550 5.1.1 No such user.")
    List<String> words;

    @Option(
            names = "--at",
            paramLabel = "PHASE",
            converter = LikelyPhase.class,
            description =
                    "What it answered, as the log spells it: auth, mail, rcpt, end-of-data ...;"
                            + " default: guessed from the reply.")
    Phase phase;

    @Spec CommandSpec spec;

    @Inject OutcomeClassifier classifier;

    @Override
    public Integer call() {
        String reply = String.join(" ", words);
        Phase at = phase == null ? LikelyPhase.of(reply) : phase;
        Explanation explanation;
        try {
            explanation = classifier.explain(at, reply);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf("phase:   %s%s%n", at.label(), phase == null ? " (guessed; --at says it)" : "");
        out.printf("class:   %s%n", explanation.outcome().outcomeClass());
        out.printf("scope:   %s%n", explanation.outcome().scope());
        out.printf("reason:  %s%n", explanation.outcome().reason().slug());
        out.printf("decided: %s%n", explanation.decidedBy());
        out.printf("detail:  %s%n", explanation.outcome().detail());
        out.flush();
        return 0;
    }

    /**
     * Where in the dialogue a reply belongs: as somebody writes it, or as the reply itself lets
     * guess. A guess by code and enhanced status alone, for whoever has nothing but the reply; the
     * outcome of a mail never depends on it.
     */
    static final class LikelyPhase implements ITypeConverter<Phase> {

        /** Reads a phase as the log, the status event or the reply rules spell it. */
        @Override
        public Phase convert(String text) {
            String name = text.strip().toUpperCase(Locale.ROOT).replaceAll("[ -]", "_");
            for (Phase phase : Phase.values()) {
                if (phase.name().equals(name)) {
                    return phase;
                }
            }
            throw new TypeConversionException(
                    "'" + text + "' is no phase, such as auth or end-of-data");
        }

        /** The phase at which relays say this most often; RCPT where nothing tells. */
        static Phase of(String reply) {
            return SmtpReply.parse(reply).map(LikelyPhase::of).orElse(Phase.RCPT);
        }

        private static Phase of(SmtpReply reply) {
            return switch (reply.code()) {
                case 220 -> Phase.GREETING;
                case 221 -> Phase.QUIT;
                // RFC 4954 sections 4 and 6; 530 is said to MAIL where a login is missing.
                case 235, 334, 432, 534, 535, 538 -> Phase.AUTH;
                case 530 -> Phase.MAIL;
                case 354 -> Phase.DATA;
                case 250 -> Phase.END_OF_DATA;
                // "Too much mail data" (RFC 5321 section 4.2.2), or too many recipients (4.5.3).
                case 552 -> Phase.END_OF_DATA;
                default -> reply.enhanced() == null ? Phase.RCPT : of(reply.enhanced());
            };
        }

        // RFC 3463 section 3, and the registry of RFC 5248.
        private static Phase of(EnhancedStatus status) {
            return switch (status.subject()) {
                case 1 -> status.detail() == 7 || status.detail() == 8 ? Phase.MAIL : Phase.RCPT;
                case 3 -> status.detail() == 4 ? Phase.END_OF_DATA : Phase.MAIL;
                case 6 -> Phase.END_OF_DATA;
                case 7 -> ofPolicy(status.detail());
                default -> Phase.RCPT;
            };
        }

        private static Phase ofPolicy(int detail) {
            return switch (detail) {
                case 8, 9, 11, 12, 15 -> Phase.AUTH;
                // SPF, DKIM, DMARC, reverse DNS (RFC 7372): what the message itself tells.
                case 20, 21, 22, 23, 24, 25, 26, 27 -> Phase.END_OF_DATA;
                default -> Phase.RCPT;
            };
        }
    }
}
