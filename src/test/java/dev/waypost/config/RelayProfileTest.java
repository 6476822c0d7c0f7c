package dev.waypost.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.config.routes.RouteFiles;
import dev.waypost.ops.Finding;
import dev.waypost.ops.SettingFindings;
import dev.waypost.ops.Settings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a provider allows is data beside its ports, and every line of it is used or told of. */
class RelayProfileTest {

    private static final Path RELAYS = Path.of("routes/relays");

    @Test
    void every_shipped_profile_is_sound_and_has_ports_beside_it() throws IOException {
        List<String> names = shipped();

        assertThat(names).contains("amazon-ses", "microsoft-365", "sparkpost");
        assertThat(RouteFiles.PROFILES).containsAll(names);
        for (String name : names) {
            assertThat(RelayProfile.read(name, Optional.empty()).problems()).as(name).isEmpty();
        }
    }

    @Test
    void every_shipped_figure_has_its_source_above_it() throws IOException {
        for (String name : shipped()) {
            assertThat(Files.readString(RELAYS.resolve(name + ".properties")))
                    .as(name)
                    .contains("# https://");
        }
    }

    @Test
    void a_profile_says_its_limits_as_settings() {
        RelayProfile microsoft = RelayProfile.read("microsoft-365", Optional.empty());

        assertThat(microsoft.rate()).contains(new Rate(30, "m"));
        assertThat(microsoft.get(ProfileKey.CONNECTIONS))
                .map(RelayProfile.Entry::value)
                .contains("3");
        assertThat(value(Map.of("waypost.relay.profile", "postmark"))).isEqualTo("10");
    }

    @Test
    void it_ranks_above_the_defaults_and_below_what_a_user_sets() {
        assertThat(value(Map.of("waypost.relay.profile", "microsoft-365"))).isEqualTo("3");
        assertThat(
                        value(
                                Map.of(
                                        "waypost.relay.profile",
                                        "microsoft-365",
                                        "waypost.delivery.connections",
                                        "5")))
                .isEqualTo("5");
        assertThat(value(Map.of())).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    waypost.relay.rate=fast            | "fast" is no rate
                    waypost.relay.rate=0/s             | "0/s" is no rate
                    waypost.relay.rate=-1/s            | "-1/s" is no rate
                    waypost.relay.rate=1/0s            | "1/0s" is no rate
                    waypost.delivery.connections=0     | "0" is no number from 1 to 1000
                    waypost.delivery.connections=1001  | "1001" is no number from 1 to 1000
                    waypost.delivery.messages-per-connection=many | "many" is no number from 1
                    waypost.delivery.idle-timeout=soon | "soon" is no time
                    waypost.delivery.idle-timeout=0s   | "0s" is no time
                    waypost.relay.reply-rules=         | expected is the name of a file
                    waypost.relay.password=secret      | "waypost.relay.password" is nothing that a profile says
                    rate=14/s                          | "rate" is nothing that a profile says
                    14/s                               | expected key=value
                    """)
    void a_line_that_cannot_be_used_is_told_with_its_number(String line, String told) {
        RelayProfile profile = RelayProfile.parse("relays/ours.properties", "# ours\n\n" + line);

        assertThat(profile.entries()).isEmpty();
        assertThat(profile.problems())
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.line()).isEqualTo(3);
                            assertThat(problem.message()).contains(told);
                        });
    }

    @Test
    void a_second_line_for_the_same_thing_is_told() {
        RelayProfile profile =
                RelayProfile.parse("x", "waypost.relay.rate=14/s\nwaypost.relay.rate=15/s");

        assertThat(profile.rate()).contains(new Rate(14, "s"));
        assertThat(profile.problems())
                .containsExactly(
                        new RelayProfile.Problem(
                                2, "waypost.relay.rate stands in a line before, too"));
    }

    @Test
    void settings_that_contradict_each_other_or_the_profile_are_warned_of() {
        assertThat(findings("waypost.relay.profile", "microsoft-365", "waypost.relay.rate", "1/s"))
                .singleElement()
                .asString()
                .startsWith(
                        "waypost.relay.rate (WAYPOST_RELAY_RATE): warning: 1/s is more than the 30/m"
                                + " that relays/microsoft-365.properties:7 says");
        assertThat(
                        findings(
                                "waypost.delivery.concurrency", "8",
                                "waypost.delivery.connections", "9",
                                "waypost.delivery.workers", "4"))
                .extracting(Finding::message)
                .containsExactly(
                        "9 connections cannot be used at once by 8 mails in flight",
                        "4 workers cannot use 9 connections at once");
        assertThat(findings("waypost.retry.max-age", "30s"))
                .extracting(Finding::message)
                .containsExactly(
                        "no mail gets as old as the first delay, 1m, so none is tried a second"
                                + " time");
        assertThat(findings()).isEmpty();
    }

    private static List<Finding> findings(String... settings) {
        Map<String, String> all = new HashMap<>(Map.of("waypost.relay.host", "relay.example.org"));
        all.put("waypost.delivery.connections", "3");
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return SettingFindings.in(Settings.of(all));
    }

    private static String value(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredSources()
                .withSources(new PropertiesConfigSource(settings, "environment", 300))
                .build()
                .getOptionalValue("waypost.delivery.connections", String.class)
                .orElse(null);
    }

    private static List<String> shipped() throws IOException {
        try (Stream<Path> files = Files.list(RELAYS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".properties"))
                    .map(name -> name.replace(".properties", ""))
                    .sorted()
                    .toList();
        }
    }
}
