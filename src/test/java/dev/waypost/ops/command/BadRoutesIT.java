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

/** Folders that are hardly routes, given to the artifact: one line each, and exit code 1. */
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
    void an_empty_folder_is_told() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThat(check(empty))
                .singleElement()
                .asString()
                .contains("waypost.routes (WAYPOST_ROUTES): no *.camel.yaml file in " + empty);
    }

    @Test
    void a_folder_that_is_not_there_is_told() {
        assertThat(check(folder.resolve("nowhere")))
                .singleElement()
                .asString()
                .contains("there is no folder " + folder.resolve("nowhere"));
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

        List<String> told = findings(settings, "6 findings");

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
    void a_step_that_camel_does_not_know_is_told() {
        write(
                "50-own.camel.yaml",
                "- route:\n    id: own\n    from:\n      uri: timer:a\n      steps:\n        - lgo: x\n");

        assertThat(check())
                .singleElement()
                .asString()
                .startsWith("50-own.camel.yaml:6: error: ")
                .contains("lgo");
    }

    @Test
    void two_routes_of_one_id_in_two_files_are_told() {
        write("50-own.camel.yaml", TIMER.formatted("a"));
        write("51-own.camel.yaml", TIMER.formatted("b"));

        assertThat(check())
                .containsExactly(
                        "51-own.camel.yaml:1: error: the id own is taken already, in"
                                + " 50-own.camel.yaml; give one of the two another id");
    }

    @Test
    void a_profile_that_is_not_there_is_told() {
        assertThat(check(settings(folder).with("WAYPOST_RELAY_PROFILE", "acme")))
                .singleElement()
                .asString()
                .contains("no file relays/acme.camel.yaml", "use one of amazon-ses");
    }

    @Test
    void a_story_that_is_none_is_told() throws IOException {
        Files.createDirectory(folder.resolve("scenarios"));
        write("scenarios/50-own.yaml", "story: Nothing is given.\nexpected: nothing\n");
        write("50-own.camel.yaml", TIMER.formatted("a?period=60000"));

        assertThat(check())
                .filteredOn(line -> line.contains("error"))
                .singleElement()
                .asString()
                .matches("scenarios/50-own\\.yaml:\\d+: error: .+; .+");
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

    private List<String> check() {
        return check(folder);
    }

    private static List<String> check(Path routes) {
        return check(settings(routes));
    }

    private static List<String> check(WaypostProcess.Settings settings) {
        return findings(settings, "1 finding");
    }

    /** What it says, but for the last line, which counts. */
    private static List<String> findings(WaypostProcess.Settings settings, String count) {
        try (WaypostProcess check = settings.arguments("check").start()) {
            assertThat(check.exitCode(LONG)).isEqualTo(1);
            List<String> lines = check.log().lines().toList();
            assertThat(lines).last().isEqualTo(count);
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
