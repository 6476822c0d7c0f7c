package dev.waypost.ops.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.config.WaypostConfig;
import dev.waypost.deliver.SubmissionPort;
import dev.waypost.ops.Settings;
import dev.waypost.ops.UnstartedCamel;
import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** docs/providers.md says which ports a profile has, and in which order. */
class ProvidersPageTest {

    private static final Path FOLDER = Path.of("routes");
    private static final String SUFFIX = ".camel.yaml";
    private static final Pattern ROW =
            Pattern.compile(
                    "(?m)^\\| \\[?([^]|]+)(?:]\\([^)]+\\))? \\| `[^|]+` \\| `([a-z0-9-]+)` \\|"
                            + " ([0-9, *]+) \\| [^|]+ \\|[^|]*\\|$");

    private final String page = Files.readString(Path.of("docs/providers.md"));

    ProvidersPageTest() throws IOException {}

    @TestFactory
    Stream<DynamicTest> the_ports_in_the_page_are_those_of_the_profile() {
        return ROW.matcher(page)
                .results()
                .map(
                        row ->
                                DynamicTest.dynamicTest(
                                        row.group(1),
                                        () ->
                                                assertThat(ports(row.group(2)))
                                                        .isEqualTo(row.group(3))));
    }

    @Test
    void every_profile_is_some_providers_and_every_row_can_be_read() throws IOException {
        try (Stream<Path> relays = Files.list(FOLDER.resolve("relays"))) {
            assertThat(ROW.matcher(page).results().map(row -> row.group(2)))
                    .hasSize(
                            (int)
                                            page.lines()
                                                    .takeWhile(line -> !line.startsWith("## "))
                                                    .filter(line -> line.contains("| `"))
                                                    .count()
                                    - 1)
                    .containsAll(
                            relays.map(path -> path.getFileName().toString())
                                    .filter(name -> name.endsWith(SUFFIX))
                                    .map(name -> name.replace(SUFFIX, ""))
                                    .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    private String ports(String profile) {
        SmallRyeConfig settings =
                Settings.raw(
                        Map.of(
                                "waypost.relay.host",
                                "relay.example.org",
                                "waypost.relay.profile",
                                profile,
                                "waypost.routes",
                                FOLDER.toString()));
        WaypostConfig config = settings.getConfigMapping(WaypostConfig.class);
        RouteModel model = RouteModel.load(UnstartedCamel.with(settings), config);
        return SubmissionPorts.in(model, config.relay()).stream()
                .map(ProvidersPageTest::number)
                .collect(Collectors.joining(", "));
    }

    private static String number(SubmissionPort port) {
        assertThat(port.host()).isEqualTo("relay.example.org");
        return port.implicitTls() ? "**" + port.number() + "**" : "" + port.number();
    }
}
