package dev.waypost.ops.command.control;

import dev.waypost.ops.control.Action;
import dev.waypost.ops.control.ControlCommand;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Something said of one port, or of all. */
abstract class PortsWord extends ControlWord {

    @Parameters(
            arity = "0..1",
            paramLabel = "PORT",
            description = "By its customary number: 587; default: all.")
    String port;

    @Option(names = "--reason", description = "Why; it stands in the log.")
    String reason;

    ControlCommand said(Action action) {
        Map<String, String> details = new HashMap<>();
        details.put(ControlCommand.PORT, port);
        details.put(ControlCommand.REASON, reason);
        return command(action, null, details);
    }
}
