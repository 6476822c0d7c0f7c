package dev.waypost.ops.command.control;

import dev.waypost.ops.control.Action;
import dev.waypost.ops.control.ControlCommand;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Logs more, or less, for a while. */
@Command(
        name = "log-level",
        description = "Log a category at another level for a while; then it is as configured.")
public class LogLevelWord extends LastingWord {

    @Parameters(
            index = "0",
            paramLabel = "CATEGORY",
            description = "Such as dev.waypost.deliver or org.apache.kafka.")
    String category;

    @Parameters(index = "1", paramLabel = "LEVEL", description = "trace, debug, info, warn, error.")
    String level;

    @Override
    ControlCommand said() {
        Map<String, String> details = new HashMap<>();
        details.put(ControlCommand.CATEGORY, category);
        details.put(ControlCommand.LEVEL, level);
        details.put(ControlCommand.REASON, reason);
        return command(Action.LOG_LEVEL, lasts, details);
    }
}
