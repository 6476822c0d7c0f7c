package dev.waypost.ops.command.deadletter;

import dev.waypost.ops.deadletter.DeadLetterJson;
import dev.waypost.ops.deadletter.DeadLetterRecord;
import dev.waypost.ops.deadletter.DeadLetters;
import jakarta.inject.Inject;
import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What was given up, without addresses. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description =
                "A line each, separated by tabs: partition:offset, time, mail id, reason, reply code,"
                        + " attempts. No addresses.")
public class ListDeadLettersCommand implements Callable<Integer> {

    @Mixin DeadLetterChoice choice;

    @Option(names = "--limit", paramLabel = "N", description = "So many at most.")
    long limit;

    @Option(
            names = "--newest",
            paramLabel = "N",
            description = "The newest so many, the newest first; found without reading all.")
    int newest;

    @Option(names = "--json", description = "A JSON object a line.")
    boolean json;

    @Spec CommandSpec spec;

    @Inject DeadLetters deadLetters;
    @Inject Clock clock;

    private long printed;

    @Override
    public Integer call() {
        // Not a write for each of a million lines.
        PrintWriter out = new PrintWriter(new BufferedWriter(spec.commandLine().getOut(), 1 << 16));
        ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), false);
        var filter = choice.filter(clock.instant());
        if (newest > 0) {
            deadLetters.latest(filter, newest, progress).forEach(it -> print(it, out));
        } else {
            deadLetters.browse(filter, progress, letter -> print(letter, out));
        }
        out.flush();
        if (printed == 0) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("waypost: no dead letter" + (choice.isEmpty() ? "" : " meets this"));
            err.flush();
        }
        return 0;
    }

    private boolean print(DeadLetterRecord letter, PrintWriter out) {
        out.println(json ? DeadLetterJson.row(letter).toString() : DeadLetterText.line(letter));
        printed++;
        return limit == 0 || printed < limit;
    }
}
