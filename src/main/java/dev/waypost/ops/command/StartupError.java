package dev.waypost.ops.command;

import dev.waypost.config.RefusedSettings;
import dev.waypost.ops.routes.FaultyRoutes;
import io.quarkus.runtime.QuarkusBindException;
import io.smallrye.config.ConfigValidationException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.RuntimeCamelException;
import org.apache.kafka.common.KafkaException;

/**
 * A failure told to the person who can mend it: a line for each problem, in the words of the
 * settings. A failure of no known kind is a fault of ours and keeps its stack trace.
 */
final class StartupError {

    private final Throwable failure;

    StartupError(Throwable failure) {
        this.failure = failure;
    }

    void print(PrintStream out) {
        print(new PrintWriter(out, true));
    }

    void print(PrintWriter out) {
        List<String> lines = lines();
        lines.forEach(line -> out.println("waypost: " + line));
        if (lines.isEmpty()) {
            out.println("waypost: unexpected failure");
            failure.printStackTrace(out);
        }
        out.flush();
    }

    /** A line for each problem; none where the kind of failure is unknown. */
    List<String> lines() {
        return chain().map(StartupError::known)
                .filter(lines -> !lines.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private Stream<Throwable> chain() {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable t = failure; t != null && !chain.contains(t); t = t.getCause()) {
            chain.add(t);
        }
        return chain.stream();
    }

    private static List<String> known(Throwable failure) {
        if (failure instanceof ConfigValidationException invalid) {
            return SettingProblem.in(invalid).stream().map(SettingProblem::toString).toList();
        }
        if (failure instanceof FaultyRoutes || failure instanceof RefusedSettings) {
            return failure.getMessage().lines().toList();
        }
        if (failure instanceof QuarkusBindException taken) {
            return List.of(
                    "port "
                            + taken.getPort()
                            + " is taken by another process; stop that, or set QUARKUS_HTTP_PORT or"
                            + " QUARKUS_MANAGEMENT_PORT");
        }
        boolean spokenFor =
                failure instanceof IllegalArgumentException
                        || failure instanceof RuntimeCamelException
                        || failure instanceof KafkaException;
        return spokenFor ? List.of(oneLine(failure)) : List.of();
    }

    /** Kafka's own message is in the last cause: the first only says what was being constructed. */
    private static String oneLine(Throwable failure) {
        boolean outer =
                failure instanceof KafkaException && failure.getCause() instanceof KafkaException;
        Throwable teller = outer ? failure.getCause() : failure;
        return String.valueOf(teller.getMessage()).strip().replaceAll("\\s*\n\\s*", " ");
    }
}
