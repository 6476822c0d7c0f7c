package dev.waypost.ops.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The Grafana dashboard can be drawn: its queries are read by Prometheus, its panels fit. */
class DashboardTest {

    private static final Path FILE = Path.of("k8s/components/monitoring/dashboard.json");

    @Test
    void prometheus_reads_each_query() throws IOException {
        Program.assumeInstalled("promtool");
        List<Map<String, String>> rules = new ArrayList<>();
        for (String query : queries().expressions()) {
            String filled = query.replace("$__rate_interval", "5m").replaceAll("\\$\\w+", ".*");
            rules.add(
                    Map.of(
                            "record",
                            "panel:" + (char) ('a' + rules.size() % 26) + rules.size(),
                            "expr",
                            filled));
        }
        Path folder = Files.createDirectories(Path.of("target/k8s/dashboard"));
        Path file = folder.resolve("queries.yaml");
        Files.writeString(
                file,
                new ObjectMapper()
                        .writeValueAsString(
                                Map.of(
                                        "groups",
                                        List.of(Map.of("name", "panels", "rules", rules)))));

        assertThat(Program.output("promtool", "check", "rules", file.toString()))
                .contains(rules.size() + " rules found");
    }

    @Test
    void no_panel_hides_another_and_each_has_a_name_of_its_own() throws IOException {
        Set<String> cells = new HashSet<>();
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : dashboard().get("panels")) {
            JsonNode place = panel.get("gridPos");
            assertThat(ids.add(panel.get("id").asInt())).isTrue();
            assertThat(panel.get("title").asText()).isNotBlank();
            assertThat(place.get("x").asInt() + place.get("w").asInt()).isLessThanOrEqualTo(24);
            for (int x = 0; x < place.get("w").asInt(); x++) {
                for (int y = 0; y < place.get("h").asInt(); y++) {
                    String cell = (place.get("x").asInt() + x) + " " + (place.get("y").asInt() + y);
                    assertThat(cells.add(cell)).as(panel.get("title").asText()).isTrue();
                }
            }
        }
    }

    /** What the panels ask. */
    static PromQueries queries() throws IOException {
        List<String> expressions = new ArrayList<>();
        dashboard().findValues("expr").forEach(expr -> expressions.add(expr.asText()));
        return new PromQueries(expressions);
    }

    private static JsonNode dashboard() throws IOException {
        return new ObjectMapper().readTree(FILE.toFile());
    }
}
