package dev.waypost.ops.command.control;

import dev.waypost.ops.control.Action;
import dev.waypost.ops.control.ControlCommand;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the dialogue with the relay for a while. */
@Command(
        name = "trace",
        description = {
            "Write the SMTP dialogue of one mail, one recipient or one port to each pod's log for a"
                    + " while.",
            "Without credentials and messages; addresses are masked, unless --addresses."
        })
public class TraceWord extends LastingWord {

    @ArgGroup(multiplicity = "1")
    Choice choice;

    /** Whose dialogue. */
    static class Choice {
        @Option(names = "--mail", paramLabel = "ID", description = "The mail with this id.")
        String mail;

        @Option(
                names = "--recipient",
                paramLabel = "ADDRESS",
                description = "Mails to this address.")
        String recipient;

        @Option(
                names = "--port",
                paramLabel = "PORT",
                description = "All at this port, connections and logins too.")
        String port;
    }

    @Option(names = "--addresses", description = "Show addresses in full.")
    boolean addresses;

    @Override
    ControlCommand said() {
        Map<String, String> details = new HashMap<>();
        details.put(ControlCommand.MAIL, choice.mail);
        details.put(ControlCommand.RECIPIENT, choice.recipient);
        details.put(ControlCommand.PORT, choice.port);
        details.put(ControlCommand.ADDRESSES, addresses ? "true" : null);
        details.put(ControlCommand.REASON, reason);
        return command(Action.TRACE, lasts, details);
    }
}
