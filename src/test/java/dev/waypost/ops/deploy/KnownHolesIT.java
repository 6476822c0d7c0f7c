package dev.waypost.ops.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.maven.artifact.versioning.DefaultArtifactVersion;
import org.apache.maven.artifact.versioning.InvalidVersionSpecificationException;
import org.apache.maven.artifact.versioning.VersionRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the artifact is made of has none of the holes that are known. */
class KnownHolesIT {

    /** A line of {@code .ci/known-holes.tsv}. */
    record Hole(String artifact, VersionRange versions, String id, String what) {

        boolean isIn(String version) {
            return versions.containsVersion(new DefaultArtifactVersion(version));
        }
    }

    @Test
    void no_library_of_the_artifact_has_a_hole_that_is_known() throws IOException {
        Map<String, String> made = new TreeMap<>();
        Path file = Path.of("target/sbom.json");
        assumeTrue(Files.exists(file), "no SBOM: Maven makes none while it is offline");
        JsonNode sbom = new ObjectMapper().readTree(file.toFile());
        assertThat(sbom.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(sbom.at("/metadata/component/name").asText()).isEqualTo("waypost");
        for (JsonNode each : sbom.get("components")) {
            made.put(
                    each.path("group").asText() + ":" + each.get("name").asText(),
                    each.get("version").asText());
        }

        assertThat(made)
                .containsKeys("org.apache.kafka:kafka-clients", "org.apache.camel:camel-kafka");
        assertThat(holes())
                .hasSizeGreaterThan(10)
                .filteredOn(hole -> made.containsKey(hole.artifact()))
                .filteredOn(hole -> hole.isIn(made.get(hole.artifact())))
                .as("lift them, or say in the pom why not")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "(,4.0.2) 4.0.0 true",
                "(,4.0.2) 4.0.2 false",
                "(,3.9.2),[4.0.0,4.0.2),[4.1.0,4.1.2) 4.0.2 false",
                "(,3.9.2),[4.0.0,4.0.2),[4.1.0,4.1.2) 4.1.1 true",
                "[4.1.0,4.1.2) 4.0.2 false",
                "(,1.5.7-14) 1.5.7-4 true",
                "(,1.5.7-14) 1.5.7-28 false",
                "(,4.1.125.Final) 4.1.99.Final true",
                "(,4.1.125.Final) 4.1.130.Final false",
                "(,) 1.8.0 true",
            })
    void a_version_has_a_hole_that_is_in_its_own_line(String has, String version, boolean itIs) {
        assertThat(new Hole("any:any", range(has), "", "").isIn(version)).isEqualTo(itIs);
    }

    private static List<Hole> holes() throws IOException {
        return Files.readAllLines(Path.of(".ci/known-holes.tsv")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t"))
                .map(cells -> new Hole(cells[0], range(cells[1]), cells[2], cells[3]))
                .toList();
    }

    private static VersionRange range(String versions) {
        try {
            return VersionRange.createFromVersionSpec(versions);
        } catch (InvalidVersionSpecificationException e) {
            throw new AssertionError(versions, e);
        }
    }
}
