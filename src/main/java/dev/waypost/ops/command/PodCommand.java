package dev.waypost.ops.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waypost.ops.control.Action;
import dev.waypost.ops.control.ControlAnswer;
import dev.waypost.ops.control.ControlCommand;
import dev.waypost.ops.control.ControlTopic;
import dev.waypost.ops.control.Pods;
import io.quarkus.runtime.configuration.DurationConverter;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Says one thing to all pods, and prints what each answers. */
@Command(mixinStandardHelpOptions = true)
abstract class PodCommand implements Callable<Integer> {

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who says it; default: the user of this machine.")
    String by = System.getProperty("user.name") + "@" + host();

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            converter = Period.class,
            // Kafka misses a pod that died after 45 s (session.timeout.ms).
            defaultValue = "50s",
            description = "How long pods may take to answer; default: ${DEFAULT-VALUE}.")
    Duration longest;

    @Option(names = "--json", description = "Print JSON instead of a line for each pod.")
    boolean json;

    @Spec CommandSpec spec;

    @Inject ControlTopic topic;
    @Inject Pods pods;
    @Inject Clock clock;

    abstract ControlCommand said();

    ControlCommand command(Action action, Duration lasts, Map<String, String> details) {
        try {
            return ControlCommand.of(action, by, clock.instant(), lasts, details);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    @Override
    public Integer call() {
        ControlCommand command = said();
        OptionalInt members = pods.count();
        List<ControlAnswer> answers = new ArrayList<>();
        PrintWriter out = spec.commandLine().getOut();
        topic.ask(
                command,
                longest,
                answer -> {
                    answers.add(answer);
                    if (!json) {
                        out.println(line(answer));
                        out.flush();
                    }
                    return answers.size() < members.orElse(Integer.MAX_VALUE);
                });
        OptionalInt expected = answers.size() < members.orElse(0) ? pods.count() : members;
        boolean all = answers.size() >= Math.max(1, expected.orElse(1));
        if (json) {
            out.println(json(command, expected, answers));
        } else if (!all) {
            spec.commandLine().getErr().println("waypost: " + missing(command, expected, answers));
        }
        out.flush();
        return all && answers.stream().allMatch(ControlAnswer::done) ? 0 : 1;
    }

    private static String line(ControlAnswer answer) {
        return answer.pod() + "\t" + (answer.done() ? "" : "not done: ") + answer.text();
    }

    private String missing(
            ControlCommand command, OptionalInt expected, List<ControlAnswer> answers) {
        String who =
                answers.isEmpty()
                        ? "no pod has answered within %d s".formatted(longest.toSeconds())
                        : "%d of %d pods have answered within %d s"
                                .formatted(
                                        answers.size(),
                                        expected.orElse(answers.size()),
                                        longest.toSeconds());
        return command.until() == null
                ? who
                : who + "; whoever starts until %s obeys it".formatted(command.until());
    }

    private static String json(
            ControlCommand command, OptionalInt expected, List<ControlAnswer> answers) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("id", command.id());
        json.put("command", command.action().word());
        json.put("by", command.by());
        if (command.until() != null) {
            json.put("until", command.until().toString());
        }
        expected.ifPresent(pods -> json.put("pods", pods));
        var list = json.putArray("answers");
        answers.forEach(answer -> answer.addTo(list));
        return json.toPrettyString();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** Reads a duration as the settings have it: {@code 30s}, {@code 5m}, {@code 2d}. */
    static final class Period implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String text) {
            try {
                return DurationConverter.parseDuration(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "'" + text + "' is no duration, such as 30s, 5m or 2h");
            }
        }
    }
}
