package dev.waypost.ops.command;

import dev.waypost.ops.deadletter.DeadLetterRecord;
import dev.waypost.ops.deadletter.DeadLetters;
import dev.waypost.ops.deadletter.Place;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One dead letter with everything in it, addresses included: an operator asked. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Print one dead letter's headers and value, addresses included.")
public class ShowDeadLetterCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "PARTITION:OFFSET",
            converter = PlaceConverter.class,
            description = "As list prints it.")
    Place place;

    @Spec CommandSpec spec;

    @Inject DeadLetters deadLetters;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Optional<DeadLetterRecord> letter = deadLetters.at(place);
        letter.ifPresentOrElse(
                found -> out.println(found.text()),
                () -> spec.commandLine().getErr().println("waypost: no dead letter at " + place));
        out.flush();
        return letter.isPresent() ? 0 : 1;
    }
}
