package dev.waypost.ops.command;

import dev.waypost.ops.command.deadletter.DeadLettersCommand;
import dev.waypost.ops.command.deadletter.MailCommand;
import io.quarkus.picocli.runtime.annotations.TopCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

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
        exitCodeList = {"0:all is well", "1:findings, or a failure", "2:wrong usage"})
public class Waypost implements Callable<Integer> {

    private static final List<Class<?>> COMMANDS =
            List.of(
                    RunCommand.class,
                    CheckCommand.class,
                    RehearseCommand.class,
                    DoctorCommand.class,
                    MailCommand.class,
                    DeadLettersCommand.class,
                    Control.class,
                    ExplainCommand.class);

    /**
     * What was typed, read: words of a closed list in any case, and wrong usage told in a line.
     *
     * @param typed the command that they begin with is made alone, and none where nothing is typed:
     *     all of them, looked through by reflection, would be a tenth of a start
     */
    static CommandLine line(IFactory factory, String... typed) {
        CommandLine line = new CommandLine(Waypost.class, factory);
        if (typed.length > 0) {
            List<Class<?>> named = COMMANDS.stream().filter(each -> isNamed(each, typed)).toList();
            (named.isEmpty() ? COMMANDS : named).forEach(line::addSubcommand);
        }
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Waypost::wrong);
    }

    private static boolean isNamed(Class<?> command, String... typed) {
        return command.getAnnotation(Command.class).name().equals(typed[0]);
    }

    /** What is wrong and where all is told; the whole usage would push it off the screen. */
    private static int wrong(ParameterException problem, String... typed) {
        CommandLine line = problem.getCommandLine();
        PrintWriter err = line.getErr();
        err.println("waypost: " + problem.getMessage());
        UnmatchedArgumentException.printSuggestions(problem, err);
        err.printf("`%s --help` tells more%n", line.getCommandSpec().qualifiedName());
        err.flush();
        return line.getCommandSpec().exitCodeOnInvalidInput();
    }

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
