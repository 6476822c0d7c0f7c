package dev.waypost.ops.command.control;

import dev.waypost.ops.control.Action;
import dev.waypost.ops.control.ControlCommand;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Logs more, or less, for a while. */
@Command(
        name = "log-level",
        description = "Log a category at another level for a while; then it is as configured.")
public class LogLevelWord extends ControlWord {

    @Parameters(
            index = "0",
            paramLabel = "CATEGORY",
            description = "Such as dev.waypost.deliver or org.apache.kafka.")
    String category;

    @Parameters(index = "1", paramLabel = "LEVEL", description = "trace, debug, info, warn, error.")
    String level;

    @Option(
            names = "--for",
            defaultValue = "10m",
            paramLabel = "DURATION",
            converter = DurationWord.class,
            description = "How long; default: ${DEFAULT-VALUE}.")
    Duration lasts;

    @Option(names = "--reason", description = "Why; it stands in the log.")
    String reason;

    @Override
    ControlCommand said() {
        Map<String, String> details = new HashMap<>();
        details.put(ControlCommand.CATEGORY, category);
        details.put(ControlCommand.LEVEL, level);
        details.put(ControlCommand.REASON, reason);
        return command(Action.LOG_LEVEL, lasts, details);
    }
}
