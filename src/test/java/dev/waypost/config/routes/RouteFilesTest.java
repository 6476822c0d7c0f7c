package dev.waypost.config.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypost.ops.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The artifact lists what is in it, for a native executable cannot look. */
class RouteFilesTest {

    private static final Path ROUTES = Path.of("routes");

    @TempDir Path folder;

    @Test
    void the_artifact_knows_every_route_file_and_every_profile() throws IOException {
        assertThat(RouteFiles.DEFAULTS).isEqualTo(names(ROUTES, ""));
        assertThat(RouteFiles.PROFILES).isEqualTo(names(ROUTES.resolve("relays"), ".camel.yaml"));
    }

    @Test
    void a_profile_that_is_not_in_the_artifact_is_refused_with_those_that_are() {
        assertThatThrownBy(() -> locations(Map.of("waypost.relay.profile", "sendgrid")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "waypost.relay.profile (WAYPOST_RELAY_PROFILE): no file"
                                + " relays/sendgrid.camel.yaml in the artifact; use one of"
                                + " amazon-ses, google,");
    }

    @Test
    void a_profile_that_is_not_in_the_folder_is_refused_with_those_that_are() throws IOException {
        Files.createFile(folder.resolve("10-intake.camel.yaml"));
        Path relays = Files.createDirectory(folder.resolve("relays"));
        Files.createFile(relays.resolve("ours.camel.yaml"));
        Files.createFile(relays.resolve("notes.txt"));

        assertThatThrownBy(() -> locations(Map.of("waypost.routes", folder.toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "waypost.relay.profile (WAYPOST_RELAY_PROFILE): no file"
                                + " relays/standard.camel.yaml in "
                                + folder
                                + "; use one of ours");
    }

    @Test
    void a_folder_without_any_profile_is_refused_too() throws IOException {
        Files.createFile(folder.resolve("10-intake.camel.yaml"));

        assertThatThrownBy(() -> locations(Map.of("waypost.routes", folder.toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("no file relays/standard.camel.yaml in " + folder);
    }

    @Test
    void a_folder_without_any_route_is_refused_as_such() {
        assertThatThrownBy(() -> locations(Map.of("waypost.routes", folder.toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "waypost.routes (WAYPOST_ROUTES): no *.camel.yaml file in " + folder);
    }

    private static List<String> locations(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("waypost.relay.host", "relay.example.org");
        return RouteFiles.locations(Settings.of(all));
    }

    private static List<String> names(Path of, String without) throws IOException {
        try (Stream<Path> files = Files.list(of)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".camel.yaml"))
                    .map(name -> name.replace(without, ""))
                    .sorted()
                    .toList();
        }
    }
}
