package dev.waypost.ops.command.control;

import dev.waypost.ops.control.Action;
import dev.waypost.ops.control.ControlCommand;
import picocli.CommandLine.Command;

/** Lets the next mail find out. */
@Command(
        name = "forget",
        description = {
            "Know nothing of a port's failures any more, or of any port's.",
            "The next mail asks the ports in the order of the routes."
        })
public class ForgetPortsWord extends PortsWord {

    @Override
    ControlCommand said() {
        return said(Action.FORGET_PORTS);
    }
}
