package dev.waypost.ops.command;

import dev.waypost.config.WaypostConfig;
import dev.waypost.ops.Finding;
import dev.waypost.ops.rehearse.Rehearsal;
import dev.waypost.ops.rehearse.RehearsalReport;
import dev.waypost.ops.rehearse.story.StoryBook;
import dev.waypost.ops.routes.FaultyRoutes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plays every story with the routes as they are. */
@Command(
        name = RehearseCommand.NAME,
        mixinStandardHelpOptions = true,
        description = {
            "Play the stories of the artifact, and of the folder `scenarios` of your routes, with"
                    + " the routes as they are.",
            "Needs neither Kafka nor a relay nor a network: both are played. After each story it is"
                    + " played again with the process killed after every step that has an effect;"
                    + " nothing may be lost then."
        })
public class RehearseCommand implements Callable<Integer> {

    static final String NAME = "rehearse";

    @Parameters(
            paramLabel = "STORY",
            arity = "0..*",
            description = "Only these, by their names; default: all.")
    List<String> names = new ArrayList<>();

    @Option(names = "--json", description = "Print JSON instead of a line for each.")
    boolean json;

    @Option(names = "--no-kill", description = "Play each story once, and kill nothing.")
    boolean noKill;

    @Spec CommandSpec spec;

    @Inject WaypostConfig config;

    @Override
    public Integer call() throws IOException {
        StoryBook book = StoryBook.of(config).only(names);
        names.stream()
                .filter(name -> !book.knows(name))
                .findFirst()
                .ifPresent(
                        name -> {
                            throw new ParameterException(
                                    spec.commandLine(), "there is no story " + name);
                        });
        RehearsalReport report = new RehearsalReport(spec.commandLine().getOut(), json);
        book.faults().forEach(report::fault);
        try (Rehearsal rehearsal = new Rehearsal()) {
            rehearsal.play(
                    book.stories(),
                    !noKill,
                    result -> {
                        report.played(result);
                        return true;
                    });
        } catch (FaultyRoutes e) {
            e.findings().forEach(report::fault);
        } catch (IllegalArgumentException e) {
            report.fault(Finding.error("routes", e.getMessage(), ""));
        }
        return report.end();
    }
}
