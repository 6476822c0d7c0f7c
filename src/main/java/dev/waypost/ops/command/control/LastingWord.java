package dev.waypost.ops.command.control;

import java.time.Duration;
import picocli.CommandLine.Option;

/** Something to see more by, for a while. */
abstract class LastingWord extends ControlWord {

    @Option(
            names = "--for",
            defaultValue = "10m",
            paramLabel = "DURATION",
            converter = DurationWord.class,
            description = "How long; default: ${DEFAULT-VALUE}.")
    Duration lasts;

    @Option(names = "--reason", description = "Why; it stands in the log.")
    String reason;
}
