package dev.waypost.ops.command.control;

import dev.waypost.ops.control.Action;
import dev.waypost.ops.control.ControlCommand;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Ends a pause before its time. */
@Command(name = "resume", description = "End a pause before its time.")
public class ResumeWord extends ControlWord {

    @Parameters(paramLabel = "REASON", description = "Why; it stands in the log.")
    String reason;

    @Override
    ControlCommand said() {
        return command(Action.RESUME, null, Map.of(ControlCommand.REASON, reason));
    }
}
