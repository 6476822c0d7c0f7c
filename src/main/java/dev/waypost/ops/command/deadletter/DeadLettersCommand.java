package dev.waypost.ops.command.deadletter;

import picocli.CommandLine.Command;

/** The noun; what is done with it are its subcommands. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = "Browse the records that were given up, and put them back.",
        subcommands = {
            ListDeadLettersCommand.class,
            CountDeadLettersCommand.class,
            ShowDeadLetterCommand.class,
            ExportDeadLettersCommand.class,
            ReplayDeadLettersCommand.class
        })
public class DeadLettersCommand {}
