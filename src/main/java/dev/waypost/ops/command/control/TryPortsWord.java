package dev.waypost.ops.command.control;

import dev.waypost.ops.control.Action;
import dev.waypost.ops.control.ControlCommand;
import picocli.CommandLine.Command;

/** Finds out now how the ports are. */
@Command(
        name = "try",
        description = {
            "Open a connection to a port now, or to each, whatever is known of it, and log in.",
            "A port that lets a pod in is in use again, and a halt for a login is over."
        })
public class TryPortsWord extends PortsWord {

    @Override
    ControlCommand said() {
        return said(Action.TRY_PORTS);
    }
}
