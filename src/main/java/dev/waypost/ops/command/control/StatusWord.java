package dev.waypost.ops.command.control;

import dev.waypost.ops.control.Action;
import dev.waypost.ops.control.ControlCommand;
import java.util.Map;
import picocli.CommandLine.Command;

/** Asks each pod how it is. */
@Command(name = "status", description = "Ask each pod for the relay's state and the ports.")
public class StatusWord extends ControlWord {

    @Override
    ControlCommand said() {
        return command(Action.STATUS, null, Map.of());
    }
}
