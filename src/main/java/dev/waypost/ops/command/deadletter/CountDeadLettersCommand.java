package dev.waypost.ops.command.deadletter;

import dev.waypost.ops.deadletter.CountBy;
import dev.waypost.ops.deadletter.Counts;
import dev.waypost.ops.deadletter.DeadLetterJson;
import dev.waypost.ops.deadletter.DeadLetters;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How many dead letters there are of each reason. */
@Command(
        name = "count",
        mixinStandardHelpOptions = true,
        description = "How many there are of each reason, the most frequent first.")
public class CountDeadLettersCommand implements Callable<Integer> {

    @Mixin DeadLetterChoice choice;

    @Option(
            names = "--by",
            paramLabel = "WHAT",
            description = "Instead of reason: ${COMPLETION-CANDIDATES}.")
    CountBy by = CountBy.REASON;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    boolean json;

    @Spec CommandSpec spec;

    @Inject DeadLetters deadLetters;
    @Inject Clock clock;

    @Override
    public Integer call() {
        ProgressLine progress = new ProgressLine(spec.commandLine().getErr());
        Counts counts = deadLetters.count(choice.filter(clock.instant()), by, progress);
        progress.clear();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(DeadLetterJson.counts(counts, by));
        } else {
            counts.each().forEach((key, count) -> out.printf("%9d  %s%n", count, key));
            out.printf("%9d  in all%n", counts.total());
        }
        out.flush();
        return 0;
    }
}
