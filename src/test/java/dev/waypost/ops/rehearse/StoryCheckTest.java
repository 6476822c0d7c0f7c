package dev.waypost.ops.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.config.WaypostConfig;
import dev.waypost.ops.Finding;
import dev.waypost.ops.Settings;
import dev.waypost.ops.rehearse.story.Story;
import dev.waypost.ops.rehearse.story.Story.About;
import dev.waypost.ops.rehearse.story.StoryBook;
import dev.waypost.ops.routes.RouteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoryCheckTest {

    @TempDir Path folder;

    private WaypostConfig config;

    @BeforeEach
    void theRoutesOfTheArtifact() {
        RouteFolder.copiedTo(folder);
        config =
                Settings.of(
                        Map.of(
                                "waypost.relay.host",
                                "relay.example.org",
                                "waypost.routes",
                                folder.toString()));
    }

    @Test
    void a_file_that_is_no_story_is_told_also_where_the_routes_are_those_in_the_artifact()
            throws IOException {
        Files.createDirectory(folder.resolve("scenarios"));
        Files.writeString(folder.resolve("scenarios/50-own.yaml"), "hello: 1\n");

        List<Finding> findings = StoryCheck.findings(config);

        assertThat(findings).singleElement().satisfies(this::isAtItsLine);
        assertThat(StoryBook.of(config).knows("50-own")).isTrue();
        assertThat(StoryBook.of(config).knows("51-other")).isFalse();
    }

    @Test
    void files_that_nobody_wrote_as_a_story_are_each_told_at_once() throws IOException {
        Files.createDirectory(folder.resolve("scenarios"));
        Files.writeString(folder.resolve("scenarios/50-large.yaml"), "#".repeat(10 << 20));
        Files.write(folder.resolve("scenarios/51-binary.yaml"), new byte[] {(byte) 0xff, 0, 1});
        Path circle = Path.of("52-circle.yaml");
        Files.createSymbolicLink(folder.resolve("scenarios").resolve(circle), circle);
        Files.writeString(folder.resolve("scenarios/53-no-yaml.yaml"), "story: [\n");

        List<Finding> findings = StoryCheck.findings(config);

        assertThat(findings)
                .extracting(Finding::toString)
                .satisfiesExactlyInAnyOrder(
                        told ->
                                assertThat(told)
                                        .startsWith("scenarios/50-large.yaml:1: error: ")
                                        .contains("larger than 1 MiB"),
                        told ->
                                assertThat(told)
                                        .startsWith("scenarios/51-binary.yaml:1: error: ")
                                        .contains("no text in UTF-8"),
                        told ->
                                assertThat(told)
                                        .startsWith("scenarios/52-circle.yaml:1: error: ")
                                        .contains("cannot be read"),
                        told ->
                                assertThat(told)
                                        .startsWith("scenarios/53-no-yaml.yaml:2: error: ")
                                        .contains("not YAML"));
    }

    @Test
    void stories_say_nothing_of_the_routes_in_the_artifact() {
        assertThat(StoryCheck.findings(config)).isEmpty();
    }

    @Test
    void the_users_own_story_is_played_first_and_then_those_that_come_to_every_ending()
            throws IOException {
        Files.createDirectory(folder.resolve("scenarios"));
        Files.writeString(
                folder.resolve("scenarios/50-own.yaml"),
                "story: Ours.\ngiven: {event: {}}\nexpect: {relay: []}\n");

        List<Story> played = StoryBook.of(config).mostTellingFirst();

        assertThat(played).hasSize(StoryBook.SHIPPED.size() + 1);
        assertThat(played.get(0).name()).isEqualTo("50-own");
        assertThat(endings(played.subList(1, 10))).isEqualTo(endings(played));
    }

    private static Set<String> endings(List<Story> stories) {
        return stories.stream()
                .flatMap(story -> story.expect().getOrDefault(About.STATUS, List.of()).stream())
                .map(line -> line.substring(0, line.indexOf(' ')))
                .collect(Collectors.toSet());
    }

    private void isAtItsLine(Finding finding) {
        assertThat(finding.isError()).isTrue();
        assertThat(finding.subject()).isEqualTo("scenarios/50-own.yaml");
        assertThat(finding.line()).isPositive();
    }
}
