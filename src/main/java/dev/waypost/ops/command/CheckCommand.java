package dev.waypost.ops.command;

import dev.waypost.config.KafkaSettings;
import dev.waypost.config.WaypostConfig;
import dev.waypost.config.routes.RouteFiles;
import dev.waypost.intake.InvalidEvent;
import dev.waypost.intake.MailEventDecoder;
import dev.waypost.intake.MailRecord;
import dev.waypost.ops.Finding;
import dev.waypost.ops.SettingFiles;
import dev.waypost.ops.SettingFindings;
import dev.waypost.ops.StrayVariables;
import dev.waypost.ops.rehearse.StoryCheck;
import dev.waypost.ops.routes.FaultyRoutes;
import dev.waypost.ops.routes.RouteModel;
import dev.waypost.ops.routes.rule.RouteCheck;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.camel.CamelContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says whether the routes would run, and whether an event would be taken; connects to nothing. */
@Command(
        name = CheckCommand.NAME,
        mixinStandardHelpOptions = true,
        description = {
            "Check the routes, the relay's profile and, if given, a sample event.",
            "Connects to neither Kafka nor the relay. The folder and the profile"
                    + " are those of WAYPOST_ROUTES and WAYPOST_RELAY_PROFILE. Routes that are not"
                    + " those in the artifact are rehearsed: each story is played once."
        })
public class CheckCommand implements Callable<Integer> {

    static final String NAME = "check";

    @Option(
            names = "--event",
            paramLabel = "FILE",
            description = "A mail event, bare JSON or a structured CloudEvent.")
    Path event;

    @Option(names = "--no-rehearsal", description = "Play no stories.")
    boolean noRehearsal;

    @Spec CommandSpec spec;

    @Inject WaypostConfig config;
    @Inject KafkaSettings kafka;
    @Inject CamelContext context;
    @Inject MailEventDecoder decoder;

    @Override
    public Integer call() {
        List<Finding> all = new ArrayList<>(StrayVariables.in(System.getenv()));
        all.addAll(SettingFindings.in(kafka));
        all.addAll(SettingFiles.in(config));
        all.addAll(SettingFindings.in(config));
        all.addAll(routes());
        if (event != null) {
            all.addAll(sample());
        }
        PrintWriter out = spec.commandLine().getOut();
        all.forEach(out::println);
        out.flush(); // The stories take longer than all the rest.
        int printed = all.size();
        if (!noRehearsal && all.stream().noneMatch(Finding::isError)) {
            all.addAll(StoryCheck.findings(config));
        }
        RelayStandIn.finding(config).ifPresent(all::add);
        all.subList(printed, all.size()).forEach(out::println);
        long trouble = all.stream().filter(finding -> !finding.isOk()).count();
        out.println(
                trouble == 0 ? "all is well" : trouble + (trouble == 1 ? " finding" : " findings"));
        out.flush();
        return trouble == 0 ? 0 : 1;
    }

    private List<Finding> routes() {
        try {
            List<Finding> findings = RouteCheck.findings(RouteModel.load(context, config));
            int files = RouteFiles.locations(config).size();
            return findings.isEmpty()
                    ? List.of(Finding.ok("routes", files + " files, as they should be"))
                    : findings;
        } catch (FaultyRoutes e) {
            return e.findings();
        } catch (IllegalArgumentException e) {
            return List.of(Finding.error("routes", e.getMessage(), ""));
        }
    }

    /** One finding for each violation of the sample event; one that is well where there is none. */
    private List<Finding> sample() {
        String name = event.toString();
        try {
            byte[] value = Files.readAllBytes(event);
            decoder.decode(new MailRecord(name, 0, 0, 0, null, value, List.of()));
            return List.of(Finding.ok(name, "a mail event as it should be"));
        } catch (InvalidEvent e) {
            return e.violations().stream()
                    .map(violation -> Finding.error(name, violation.toString(), "docs/events.md"))
                    .toList();
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "cannot read " + event, e);
        }
    }
}
