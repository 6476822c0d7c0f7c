package dev.waypost.ops.command;

import dev.waypost.compose.Envelope;
import dev.waypost.config.WaypostConfig;
import dev.waypost.ops.doctor.Diagnosis;
import dev.waypost.ops.doctor.DiagnosisJson;
import dev.waypost.ops.doctor.DiagnosisJunit;
import dev.waypost.ops.doctor.DiagnosisText;
import dev.waypost.ops.doctor.Doctor;
import dev.waypost.ops.doctor.FoundProfile;
import dev.waypost.ops.doctor.TestMail;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks at everything Waypost depends on, from where it runs, and says what to do. */
@Command(
        name = DoctorCommand.NAME,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:something is wrong",
            "2:wrong usage",
            "3:only warnings"
        },
        description = {
            "Look at what Waypost depends on, from where it runs: name service, each submission port,"
                    + " TLS, certificates, what the relay offers, Kafka and its topics.",
            "Takes 15 s at most. Logs in where a login is set: at one port first, and at the"
                    + " others once it was right. Sends a mail only with --send-to."
        })
public class DoctorCommand implements Callable<Integer> {

    static final String NAME = "doctor";

    private static final Path STANDARD_OUTPUT = Path.of("-");

    @Option(names = "--json", description = "Print JSON instead of a table.")
    boolean json;

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "Also write the findings as JUnit test results.")
    Path junit;

    @Option(
            names = "--write",
            paramLabel = "FILE",
            description =
                    "Also write a relay profile of the ports that work, the best one first; - prints"
                            + " it behind the rest.")
    Path profile;

    @Option(
            names = "--send-to",
            paramLabel = "ADDRESS",
            description = "Also send a short mail there, over the best port.")
    String sendTo;

    @Option(
            names = "--send-from",
            paramLabel = "ADDRESS",
            description = "Whom that mail is from; default: the user name, where it is an address.")
    String sendFrom;

    @Spec CommandSpec spec;

    @Inject Doctor doctor;
    @Inject Clock clock;
    @Inject TestMail testMail;
    @Inject WaypostConfig config;

    @Override
    public Integer call() {
        requireFolder("--junit", junit);
        requireFolder("--write", profile);
        if (json && STANDARD_OUTPUT.equals(profile)) {
            throw new ParameterException(
                    spec.commandLine(), "--json and --write - both want standard output");
        }
        Diagnosis diagnosis = doctor.examine(mail());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new DiagnosisJson(diagnosis));
            out.flush();
        } else {
            new DiagnosisText(diagnosis).print(out);
        }
        boolean written = true;
        if (junit != null) {
            written = write("--junit", junit, new DiagnosisJunit(diagnosis)::write);
        }
        if (profile != null) {
            written &= write(new FoundProfile(diagnosis, clock.instant()));
        }
        return written ? diagnosis.exitCode() : ExitCode.SOFTWARE;
    }

    private Optional<Envelope> mail() {
        if (sendTo == null) {
            return Optional.empty();
        }
        String user = config.relay().username().filter(name -> name.contains("@")).orElse(null);
        String from = sendFrom == null ? user : sendFrom;
        if (from == null) {
            throw new ParameterException(
                    spec.commandLine(), "--send-to needs --send-from: whom the mail is from");
        }
        try {
            return Optional.of(testMail.of(from, sendTo));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--send-to, --send-from: " + e.getMessage(), e);
        }
    }

    private boolean write(FoundProfile found) {
        if (!found.isPossible()) {
            complain("--write: no port can be used, so there is no profile to write");
            return false;
        }
        if (STANDARD_OUTPUT.equals(profile)) {
            PrintWriter out = spec.commandLine().getOut();
            out.printf("%n%s", found.yaml());
            out.flush();
            return true;
        }
        return write("--write", profile, out -> out.write(found.yaml()));
    }

    private interface Content {
        void write(Writer out) throws IOException;
    }

    private boolean write(String option, Path file, Content content) {
        try (Writer out = Files.newBufferedWriter(file)) {
            content.write(out);
            return true;
        } catch (IOException e) {
            complain(option + ": cannot write " + file + ": " + e);
            return false;
        }
    }

    private void complain(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    /** Before anything is looked at: who mistyped a folder need not wait for it. */
    private void requireFolder(String option, Path file) {
        if (file != null && !STANDARD_OUTPUT.equals(file)) {
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "%s: %s is no file in a folder that exists".formatted(option, file));
            }
        }
    }
}
