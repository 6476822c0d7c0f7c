package dev.waypost.ops.command;

import dev.waypost.classify.Explanation;
import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.smtp.Phase;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a relay's reply would mean, and which rule or row decides. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Say what a relay's reply means, and which reply rule or table row decides.")
public class ExplainCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "REPLY",
            description = "As the relay sent it: \"550 5.1.1 No such user\".")
    String reply;

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
}
