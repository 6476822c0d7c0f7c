package dev.waypost.ops.command.deadletter;

import dev.waypost.ops.deadletter.DeadLetterFilter;
import dev.waypost.ops.deadletter.DeadLetterJson;
import dev.waypost.ops.deadletter.DeadLetterRecord;
import dev.waypost.ops.deadletter.DeadLetters;
import dev.waypost.ops.deadletter.Place;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One dead letter with everything in it, addresses included: an operator asked. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Print a dead letter's headers and value, addresses included.")
public class ShowDeadLetterCommand implements Callable<Integer> {

    private static final Pattern PLACE = Pattern.compile("\\d+:\\d+");

    @Parameters(
            paramLabel = "PARTITION:OFFSET|ID",
            description = "As list prints it. All letters of a mail, by its id.")
    String which;

    @Option(names = "--json", description = "A JSON object for each.")
    boolean json;

    @Spec CommandSpec spec;

    @Inject DeadLetters deadLetters;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<DeadLetterRecord> found = found();
        String between = "";
        for (DeadLetterRecord letter : found) {
            out.print(between);
            out.println(
                    json
                            ? DeadLetterJson.whole(letter).toPrettyString()
                            : DeadLetterText.whole(letter));
            between = json ? "" : System.lineSeparator();
        }
        out.flush();
        if (found.isEmpty()) {
            spec.commandLine().getErr().println("waypost: no dead letter " + which);
        }
        return found.isEmpty() ? 1 : 0;
    }

    private List<DeadLetterRecord> found() {
        List<DeadLetterRecord> found = new ArrayList<>();
        if (PLACE.matcher(which).matches()) {
            deadLetters.at(Place.parse(which)).ifPresent(found::add);
        }
        if (found.isEmpty()) {
            ProgressLine progress = new ProgressLine(spec.commandLine().getErr());
            deadLetters.browse(DeadLetterFilter.ALL.ids(List.of(which)), progress, found::add);
            progress.clear();
        }
        return found;
    }
}
