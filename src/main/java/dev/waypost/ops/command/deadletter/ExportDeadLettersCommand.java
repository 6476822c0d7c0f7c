package dev.waypost.ops.command.deadletter;

import dev.waypost.ops.deadletter.DeadLetterFilter;
import dev.waypost.ops.deadletter.DeadLetterJson;
import dev.waypost.ops.deadletter.DeadLetters;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Dead letters as a file, with everything in them. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description =
                "Write them with everything in them, addresses included, as a JSON object a line.")
public class ExportDeadLettersCommand implements Callable<Integer> {

    @Mixin DeadLetterChoice choice;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to; default: standard output.")
    Path file;

    @Spec CommandSpec spec;

    @Inject DeadLetters deadLetters;
    @Inject Clock clock;

    private long written;

    @Override
    public Integer call() throws IOException {
        DeadLetterFilter filter = choice.filter(clock.instant());
        PrintWriter err = spec.commandLine().getErr();
        if (file == null) {
            write(filter, spec.commandLine().getOut(), new ProgressLine(err, false));
            return 0;
        }
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            ProgressLine progress = new ProgressLine(err);
            write(filter, out, progress);
            progress.clear();
            if (out.checkError()) {
                throw new IOException("not all could be written");
            }
        } catch (IOException e) {
            err.printf("waypost: --output: cannot write %s: %s%n", file, e);
            return 1;
        }
        err.printf("waypost: %d dead letters written to %s%n", written, file);
        return 0;
    }

    private void write(DeadLetterFilter filter, PrintWriter out, ProgressLine progress) {
        deadLetters.browse(
                filter,
                progress,
                letter -> {
                    out.println(DeadLetterJson.whole(letter));
                    written++;
                    return !out.checkError();
                });
        out.flush();
    }
}
