package dev.waypost.ops.command;

import dev.waypost.ops.deadletter.DeadLetterRecord;
import dev.waypost.ops.deadletter.DeadLetters;
import dev.waypost.ops.deadletter.Place;
import dev.waypost.ops.deadletter.Replay;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts dead letters back, for the recipients that were given up. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Put dead letters back as they first came, through the shortest retry topic and due at once;"
                    + " recipients that were accepted get nothing.",
            "They stay among the dead letters too: replay each once.",
            "Those with the reason unreadable_record hold no mail and are refused."
        })
public class ReplayDeadLettersCommand implements Callable<Integer> {

    @ArgGroup(multiplicity = "1")
    Choice choice;

    @Option(names = "--reason", paramLabel = "SLUG", description = "Only those with this reason.")
    String reason;

    @Option(names = "--dry-run", description = "Say what would be put back, and leave it.")
    boolean dryRun;

    @Spec CommandSpec spec;

    @Inject DeadLetters deadLetters;

    /** Either some, by place, or all. */
    static class Choice {
        @Parameters(
                arity = "1..*",
                paramLabel = "PARTITION:OFFSET",
                converter = PlaceConverter.class,
                description = "As list prints them.")
        List<Place> places = new ArrayList<>();

        @Option(names = "--all", required = true, description = "All that there are now.")
        boolean all;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        int missing = 0;
        try (Replay replay = deadLetters.replay()) {
            if (choice.all) {
                deadLetters.browse(letter -> putBack(letter, replay, out));
            }
            for (Place place : choice.places) {
                Optional<DeadLetterRecord> letter = deadLetters.at(place);
                letter.ifPresent(found -> putBack(found, replay, out));
                if (letter.isEmpty()) {
                    spec.commandLine().getErr().println("waypost: no dead letter at " + place);
                }
                if (letter.filter(DeadLetterRecord::isReplayable).isEmpty()) {
                    missing++;
                }
            }
        }
        out.flush();
        return missing == 0 ? 0 : 1;
    }

    private void putBack(DeadLetterRecord letter, Replay replay, PrintWriter out) {
        if (reason == null || letter.reason().equals(reason)) {
            out.println(letter.line() + "\t" + ending(letter, replay));
        }
    }

    private String ending(DeadLetterRecord letter, Replay replay) {
        if (!letter.isReplayable()) {
            return "not put back: it holds no mail, only the place of records nobody could read";
        }
        return dryRun ? "would be put back" : "put back as " + replay.putBack(letter);
    }
}
