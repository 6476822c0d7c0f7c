package dev.waypost.ops.command;

import dev.waypost.ops.deadletter.DeadLetters;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A line for each dead letter; no addresses. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description =
                "A line each, separated by tabs: partition:offset, time, mail id, reason, reply code,"
                        + " attempts.")
public class ListDeadLettersCommand implements Callable<Integer> {

    @Option(names = "--reason", paramLabel = "SLUG", description = "Only those with this reason.")
    String reason;

    @Spec CommandSpec spec;

    @Inject DeadLetters deadLetters;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        deadLetters.browse(
                letter -> {
                    if (reason == null || letter.reason().equals(reason)) {
                        out.println(letter.line());
                    }
                });
        out.flush();
        return 0;
    }
}
