package dev.waypost.ops.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image holds the artifact and nothing else, runs it as nobody, and says what it is. */
class ImageTarIT {

    private static final Path ARTIFACT = Path.of("target/quarkus-app");

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void the_image_is_the_artifact_run_by_nobody(@TempDir Path folder) throws Exception {
        Path tar = folder.resolve("waypost.tar");

        ImageTar.main(tar.toString(), "BASE=scratch", "VERSION=1.2.3", "REVISION=abc");

        Map<String, byte[]> image = read(tar);
        JsonNode manifest = json.readTree(image.get("manifest.json")).get(0);
        JsonNode config = json.readTree(image.get(manifest.get("Config").asText())).get("config");
        assertThat(manifest.get("RepoTags").get(0).asText()).isEqualTo("waypost:1.2.3");
        assertThat(config.get("User").asText()).isEqualTo("10001:10001");
        assertThat(words(config.get("Entrypoint")))
                .containsExactly("java", "-jar", "/opt/waypost/quarkus-run.jar");
        assertThat(config.get("ExposedPorts").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("8080/tcp", "9000/tcp");
        assertThat(words(config.get("Env")))
                .singleElement()
                .asString()
                .startsWith("JAVA_TOOL_OPTIONS=-XX:MaxRAMPercentage=60")
                .doesNotContain("AOTCache");
        assertThat(config.at("/Labels/org.opencontainers.image.version").asText())
                .isEqualTo("1.2.3");
        assertThat(config.at("/Labels/org.opencontainers.image.revision").asText())
                .isEqualTo("abc");
        assertThat(config.at("/Labels/org.opencontainers.image.title").asText())
                .isEqualTo("Waypost");
        assertThat(files(manifest, image)).isEqualTo(artifact());
    }

    /** The files of all layers; each is the root user's, and no one else may write it. */
    private static TreeSet<String> files(JsonNode manifest, Map<String, byte[]> image)
            throws IOException {
        TreeSet<String> files = new TreeSet<>();
        for (String layer : words(manifest.get("Layers"))) {
            try (TarArchiveInputStream entries =
                    new TarArchiveInputStream(
                            new GzipCompressorInputStream(
                                    new ByteArrayInputStream(image.get(layer))))) {
                for (TarArchiveEntry entry; (entry = entries.getNextEntry()) != null; ) {
                    assertThat(entry.getLongUserId()).as(entry.getName()).isZero();
                    assertThat(entry.getMode() & 0022).as(entry.getName()).isZero();
                    if (entry.isFile()) {
                        files.add(entry.getName());
                    }
                }
            }
        }
        return files;
    }

    /** What a start needs; the description of the build stays outside. */
    private static TreeSet<String> artifact() throws IOException {
        try (Stream<Path> files = Files.walk(ARTIFACT)) {
            TreeSet<String> names = new TreeSet<>();
            files.filter(Files::isRegularFile)
                    .map(file -> ARTIFACT.relativize(file).toString())
                    .filter(name -> name.contains("/") || name.endsWith(".jar"))
                    .forEach(name -> names.add("opt/waypost/" + name));
            return names;
        }
    }

    private static Map<String, byte[]> read(Path tar) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (InputStream in = Files.newInputStream(tar);
                TarArchiveInputStream entries = new TarArchiveInputStream(in)) {
            for (TarArchiveEntry entry; (entry = entries.getNextEntry()) != null; ) {
                files.put(entry.getName(), entries.readAllBytes());
            }
        }
        return files;
    }

    private static List<String> words(JsonNode array) {
        List<String> words = new ArrayList<>();
        array.forEach(each -> words.add(each.asText()));
        return words;
    }
}
