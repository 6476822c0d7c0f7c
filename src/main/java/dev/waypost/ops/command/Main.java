package dev.waypost.ops.command;

import dev.waypost.smtp.tls.CipherWarmUp;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Where the process begins. Help and wrong usage are answered at once, whatever the settings; any
 * other command starts Quarkus, but only {@code run} starts routes and opens ports.
 *
 * <p>Named by {@code quarkus.package.main-class}, not by {@code @QuarkusMain}: that annotation
 * keeps Camel from starting by itself, in tests too.
 */
public final class Main {

    /**
     * Above the environment in rank, so that no deployment's settings open a port for a command.
     */
    private static final Map<String, String> WITHOUT_ROUTES =
            Map.of(
                    "quarkus.camel.bootstrap.enabled", "false",
                    "quarkus.http.host-enabled", "false",
                    "quarkus.management.host-enabled", "false",
                    "quarkus.log.level", "ERROR",
                    "quarkus.log.category.\"org.apache.kafka.clients\".level", "OFF");

    private Main() {}

    public static void main(String... args) {
        // 587 is no ٥٨٧ in a log, to a login or in a URL, whatever the machine's language.
        Locale.setDefault(Locale.ROOT);
        CommandLine line = Waypost.line(CommandLine.defaultFactory(), args);
        try {
            ParseResult parsed = line.parseArgs(args);
            Integer help = CommandLine.executeHelpRequest(parsed);
            if (help != null) {
                exit(help);
                return;
            }
            requireVerb(parsed);
            if (startsRoutes(parsed)) {
                CipherWarmUp.begin();
            } else {
                WITHOUT_ROUTES.forEach(System::setProperty);
                if (isOverInSeconds(parsed)) {
                    QuickCompiler.soon();
                }
                if (!connectsToRelay(parsed)) {
                    RelayStandIn.provide();
                }
            }
        } catch (ParameterException e) {
            exit(usage(e, args));
            return;
        }
        Quarkus.run(CommandApplication.class, Main::ended, args);
    }

    /** A noun alone, such as {@code dead-letters}, does nothing. */
    private static void requireVerb(ParseResult parsed) {
        if (parsed.hasSubcommand()) {
            CommandSpec noun = parsed.subcommand().commandSpec();
            if (!noun.subcommands().isEmpty() && !parsed.subcommand().hasSubcommand()) {
                throw new ParameterException(
                        noun.commandLine(),
                        "say what to do: " + String.join(", ", noun.subcommands().keySet()));
            }
        }
    }

    private static boolean startsRoutes(ParseResult parsed) {
        return !parsed.hasSubcommand()
                || parsed.subcommand().commandSpec().name().equals(RunCommand.NAME)
                        && !parsed.subcommand().hasMatchedOption(RunCommand.LIVE);
    }

    private static boolean isOverInSeconds(ParseResult parsed) {
        return Set.of(CheckCommand.NAME, RehearseCommand.NAME)
                .contains(parsed.subcommand().commandSpec().name());
    }

    private static boolean connectsToRelay(ParseResult parsed) {
        return Set.of(RunCommand.NAME, DoctorCommand.NAME)
                .contains(parsed.subcommand().commandSpec().name());
    }

    private static int usage(ParameterException e, String... args) {
        try {
            return e.getCommandLine().getParameterExceptionHandler().handleParseException(e, args);
        } catch (Exception unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static void ended(int code, Throwable failure) {
        if (failure != null) {
            new StartupError(failure).print(System.err);
        }
        exit(code);
    }

    /** Not {@code System.exit}: a test that starts this in its own process must live on. */
    private static void exit(int code) {
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(code, null);
    }
}
