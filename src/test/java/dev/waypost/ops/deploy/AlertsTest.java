package dev.waypost.ops.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class AlertsTest {

    private static final Path RULES = Path.of("k8s/components/monitoring/rules.yaml");

    @Test
    void each_alert_has_its_page_and_each_page_its_alert() throws IOException {
        Set<String> pages =
                Pattern.compile("(?m)^## (Waypost\\w+)$")
                        .matcher(Files.readString(Path.of("docs/runbook.md")))
                        .results()
                        .map(heading -> heading.group(1))
                        .collect(Collectors.toSet());

        assertThat(rules().names()).containsExactlyInAnyOrderElementsOf(pages);
    }

    @Test
    void prometheus_takes_the_rules_and_they_fire_when_they_should_and_not_before()
            throws IOException {
        Program.assumeInstalled("promtool");
        Path folder = Files.createDirectories(Path.of("target/k8s/alerts"));
        Path rules = folder.resolve("rules.yaml");
        Files.writeString(rules, new ObjectMapper().writeValueAsString(spec()));
        Path stories = folder.resolve("alerts.yaml");
        Files.copy(Path.of("k8s/test/alerts.yaml"), stories, StandardCopyOption.REPLACE_EXISTING);

        assertThat(Program.output("promtool", "check", "rules", rules.toString()))
                .contains(rules().names().size() + " rules found");
        assertThat(Program.output("promtool", "test", "rules", stories.toString()))
                .contains("SUCCESS");
        assertThat(rules().names())
                .as("each is in a story")
                .allMatch(name -> contains(stories, '"' + name + '"'));
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static AlertRules rules() throws IOException {
        return new AlertRules(spec());
    }

    private static Map<?, ?> spec() throws IOException {
        Map<?, ?> object =
                (Map<?, ?>)
                        new Load(LoadSettings.builder().build())
                                .loadFromString(Files.readString(RULES));
        return (Map<?, ?>) object.get("spec");
    }
}
