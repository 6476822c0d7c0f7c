package dev.waypost.ops.command;

import dev.waypost.ops.control.Action;
import dev.waypost.ops.control.ControlCommand;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is said to all running pods at once: each subcommand says one thing. */
@Command(
        name = "control",
        mixinStandardHelpOptions = true,
        description = {
            "Say something to all running pods at once, over the control topic.",
            "Who said it and why stands in each pod's log."
        },
        subcommands = {
            Control.Pause.class,
            Control.Resume.class,
            Control.TryPorts.class,
            Control.ForgetPorts.class,
            Control.Trace.class,
            Control.LogLevel.class,
            Control.Status.class
        })
public class Control {

    /** Lets mails wait in Kafka for a while. */
    @Command(
            name = "pause",
            description = {
                "Begin no mail for a while; mails in flight come to their end, the others wait in Kafka.",
                "Pods that start meanwhile are paused too. It ends by itself."
            })
    public static class Pause extends PodCommand {

        @Option(
                names = "--for",
                required = true,
                paramLabel = "DURATION",
                converter = Period.class,
                description = "How long, 7d at most: 30m, 2h.")
        Duration lasts;

        @Parameters(paramLabel = "REASON", description = "Why; it stands in the log and in health.")
        String reason;

        @Override
        ControlCommand said() {
            return command(Action.PAUSE, lasts, Map.of(ControlCommand.REASON, reason));
        }
    }

    /** Ends a pause before its time. */
    @Command(name = "resume", description = "End a pause before its time.")
    public static class Resume extends PodCommand {

        @Parameters(paramLabel = "REASON", description = "Why; it stands in the log.")
        String reason;

        @Override
        ControlCommand said() {
            return command(Action.RESUME, null, Map.of(ControlCommand.REASON, reason));
        }
    }

    /** Something said of one port, or of all. */
    abstract static class OfPorts extends PodCommand {

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

    /** Finds out now how the ports are. */
    @Command(
            name = "try",
            description = {
                "Open a connection to a port now, or to each, whatever is known of it, and log in.",
                "A port that lets a pod in is in use again, and a halt for a login is over."
            })
    public static class TryPorts extends OfPorts {

        @Override
        ControlCommand said() {
            return said(Action.TRY_PORTS);
        }
    }

    /** Lets the next mail find out. */
    @Command(
            name = "forget",
            description = {
                "Know nothing of a port's failures any more, or of any port's.",
                "The next mail asks the ports in the order of the routes."
            })
    public static class ForgetPorts extends OfPorts {

        @Override
        ControlCommand said() {
            return said(Action.FORGET_PORTS);
        }
    }

    /** Something to see more by, for a while. */
    abstract static class Lasting extends PodCommand {

        @Option(
                names = "--for",
                defaultValue = "10m",
                paramLabel = "DURATION",
                converter = Period.class,
                description = "How long; default: ${DEFAULT-VALUE}.")
        Duration lasts;

        @Option(names = "--reason", description = "Why; it stands in the log.")
        String reason;
    }

    /** Shows the dialogue with the relay for a while. */
    @Command(
            name = "trace",
            description = {
                "Write the SMTP dialogue of one mail, one recipient or one port to each pod's log for a"
                        + " while.",
                "Without credentials and messages; addresses are masked, unless --addresses."
            })
    public static class Trace extends Lasting {

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

    /** Logs more, or less, for a while. */
    @Command(
            name = "log-level",
            description = "Log a category at another level for a while; then it is as configured.")
    public static class LogLevel extends Lasting {

        @Parameters(
                index = "0",
                paramLabel = "CATEGORY",
                description = "Such as dev.waypost.deliver or org.apache.kafka.")
        String category;

        @Parameters(
                index = "1",
                paramLabel = "LEVEL",
                description = "trace, debug, info, warn, error.")
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

    /** Asks each pod how it is. */
    @Command(
            name = "status",
            description = "Ask each pod for the relay's state, the pace and the ports.")
    public static class Status extends PodCommand {

        @Override
        ControlCommand said() {
            return command(Action.STATUS, null, Map.of());
        }
    }
}
