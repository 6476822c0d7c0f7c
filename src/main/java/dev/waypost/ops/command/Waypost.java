package dev.waypost.ops.command;

import dev.waypost.ops.command.deadletter.DeadLettersCommand;
import dev.waypost.ops.command.deadletter.MailCommand;
import io.quarkus.picocli.runtime.annotations.TopCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The binary's name, and what it does when nothing is typed: {@code run}. */
@TopCommand
@Command(
        name = "waypost",
        mixinStandardHelpOptions = true,
        versionProvider = Waypost.Version.class,
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
            Control.class,
            ExplainCommand.class
        })
public class Waypost implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
        return new RunCommand().call();
    }

    /**
     * What {@code --version} prints: the version that the artifact was built as, which the build
     * writes into a resource. It is asked before any setting is read.
     */
    static class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            try (InputStream built = Version.class.getResourceAsStream("/version.txt")) {
                String version = new String(built.readAllBytes(), StandardCharsets.UTF_8);
                return new String[] {"waypost " + version.strip()};
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
