package dev.waypost.ops.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.WaypostProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A folder that is hardly routes, given to the artifact: one line each, and exit code 1.
 * RouteCheckTest and StoryCheckTest have the others.
 */
class BadRoutesIT {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String TIMER =
            "- route: {id: own, description: Own., from: {uri: \"timer:%s\", steps: [{log: x}]}}\n";

    @TempDir Path folder;

    @BeforeEach
    void copyTheRoutes() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".camel.yaml")).toList()) {
                Path copy = folder.resolve(Path.of("routes").relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    @Test
    void each_file_that_is_hardly_routes_is_told_in_its_line() throws IOException {
        write("50-no-yaml.camel.yaml", "- route:\n    id: \"a\n");
        write("51-no-routes.camel.yaml", "kind: ConfigMap\n");
        Path circle = Path.of("52-circle.camel.yaml");
        Files.createSymbolicLink(folder.resolve(circle), circle);
        write("53-secret.camel.yaml", TIMER.formatted("a"));
        Path secret = folder.resolve("53-secret.camel.yaml");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
        write("54-large.camel.yaml", "# " + "x".repeat(10 << 20));
        write("55-other-name.yaml", TIMER.formatted("a"));
        WaypostProcess.Settings settings = settings(folder);
        if (Files.isReadable(secret)) {
            // Root reads everything, unless it gives that right away.
            Assumptions.assumeTrue(Files.exists(Path.of("/usr/bin/setpriv")), "no setpriv");
            settings.by("setpriv", "--bounding-set=-dac_override,-dac_read_search");
        }

        List<String> told = findings(settings);

        assertThat(told)
                .satisfiesExactlyInAnyOrder(
                        line ->
                                assertThat(line)
                                        .matches(
                                                "50-no-yaml\\.camel\\.yaml:[23]: error: not YAML:"
                                                        + " .+; .+"),
                        line ->
                                assertThat(line)
                                        .startsWith(
                                                "51-no-routes.camel.yaml:1: error: there is no"
                                                        + " route in this file"),
                        line ->
                                assertThat(line)
                                        .startsWith(
                                                "52-circle.camel.yaml:1: error: this file cannot"
                                                        + " be read"),
                        line ->
                                assertThat(line)
                                        .startsWith(
                                                "53-secret.camel.yaml:1: error: this file cannot"
                                                        + " be read"),
                        line ->
                                assertThat(line)
                                        .startsWith(
                                                "54-large.camel.yaml:1: error: this file is larger"
                                                        + " than 1 MiB"),
                        line ->
                                assertThat(line)
                                        .startsWith(
                                                "55-other-name.yaml:1: error: there are routes in"
                                                        + " this file"));
    }

    @Test
    void a_start_is_refused_with_the_same_line() {
        write("50-own.camel.yaml", "kind: ConfigMap\n");

        try (WaypostProcess run = settings(folder).start()) {
            assertThat(run.exitCode(LONG)).isEqualTo(1);
            assertThat(run.log().lines())
                    .containsExactly(
                            "waypost: 50-own.camel.yaml:1: error: there is no route in this file, so"
                                    + " nothing of it would be run; begin it with `- route:`, or take"
                                    + " it away");
        }
    }

    /** What it says, but for the last line, which counts. */
    private static List<String> findings(WaypostProcess.Settings settings) {
        try (WaypostProcess check = settings.arguments("check").start()) {
            assertThat(check.exitCode(LONG)).isEqualTo(1);
            List<String> lines = check.log().lines().toList();
            assertThat(lines).last().isEqualTo("6 findings");
            return lines.subList(0, lines.size() - 1);
        }
    }

    private static WaypostProcess.Settings settings(Path routes) {
        return new WaypostProcess.Settings()
                .with("WAYPOST_ROUTES", routes)
                .with("WAYPOST_RELAY_HOST", "relay.example.org")
                .with("KAFKA_BOOTSTRAP_SERVERS", "localhost:1");
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
