package dev.waypost.ops.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.config.WaypostConfig;
import dev.waypost.ops.Finding;
import dev.waypost.ops.Settings;
import dev.waypost.ops.rehearse.story.StoryBook;
import dev.waypost.ops.routes.RouteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    void stories_say_nothing_of_the_routes_in_the_artifact() {
        assertThat(StoryCheck.findings(config)).isEmpty();
    }

    private void isAtItsLine(Finding finding) {
        assertThat(finding.isError()).isTrue();
        assertThat(finding.subject()).isEqualTo("scenarios/50-own.yaml");
        assertThat(finding.line()).isPositive();
    }
}
