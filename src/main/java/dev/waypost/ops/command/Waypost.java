package dev.waypost.ops.command;

import dev.waypost.ops.command.control.ControlNoun;
import dev.waypost.ops.command.deadletter.DeadLettersCommand;
import dev.waypost.ops.command.deadletter.MailCommand;
import io.quarkus.picocli.runtime.annotations.TopCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The binary's name, and what it does when nothing is typed: {@code run}. */
@TopCommand
@Command(
        name = "waypost",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Carries outbound-mail events from Kafka to an SMTP relay over whichever submission"
                        + " port is open. Without a command: run.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:all is well", "1:findings, or a failure", "2:wrong usage"},
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            RehearseCommand.class,
            DoctorCommand.class,
            MailCommand.class,
            DeadLettersCommand.class,
            ControlNoun.class,
            ExplainCommand.class
        })
public class Waypost implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
        return new RunCommand().call();
    }
}
