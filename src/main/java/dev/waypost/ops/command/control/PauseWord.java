package dev.waypost.ops.command.control;

import dev.waypost.ops.control.Action;
import dev.waypost.ops.control.ControlCommand;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets mails wait in Kafka for a while. */
@Command(
        name = "pause",
        description = {
            "Begin no mail for a while; mails in flight come to their end, the others wait in Kafka.",
            "Pods that start meanwhile are paused too. It ends by itself."
        })
public class PauseWord extends ControlWord {

    @Option(
            names = "--for",
            required = true,
            paramLabel = "DURATION",
            converter = DurationWord.class,
            description = "How long, 7d at most: 30m, 2h.")
    Duration lasts;

    @Parameters(paramLabel = "REASON", description = "Why; it stands in the log and in health.")
    String reason;

    @Override
    ControlCommand said() {
        return command(Action.PAUSE, lasts, Map.of(ControlCommand.REASON, reason));
    }
}
