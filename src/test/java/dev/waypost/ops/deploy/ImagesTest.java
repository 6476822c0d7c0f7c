package dev.waypost.ops.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the images promise without a daemon to build them with. */
class ImagesTest {

    private static final Path FILES = Path.of("src/main/docker");

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
    void an_image_rests_on_a_pinned_base_runs_as_nobody_and_says_what_it_is(String name)
            throws IOException {
        String file = Files.readString(FILES.resolve(name));

        assertThat(found(file, "ARG BASE=(\\S+)"))
                .singleElement()
                .asString()
                .matches("[a-z-]+:\\d+\\.\\d+\\S*");
        assertThat(found(file, "(?m)^USER (\\S+)")).containsExactly("10001:10001");
        assertThat(found(file, "(?m)^ENTRYPOINT (\\S)")).containsExactly("[");
        assertThat(found(file, "org\\.opencontainers\\.image\\.([a-z.]+)="))
                .contains("title", "licenses", "base.name", "version", "revision");
        assertThat(found(file, "(?m)^COPY [^\\n]*(target/\\S+)"))
                .isNotEmpty()
                .allMatch(copied -> lets(copied));
    }

    @Test
    void the_native_image_holds_no_shell() throws IOException {
        String file = Files.readString(FILES.resolve("Dockerfile.native"));

        assertThat(found(file, "(?m)^FROM (\\S+)")).last().isEqualTo("scratch");
    }

    @Test
    void both_have_the_same_share_of_the_memory_as_heap_and_end_without_it() throws IOException {
        String jvm = Files.readString(FILES.resolve("Dockerfile.jvm"));
        String executable =
                Files.readString(
                        Path.of(
                                "src/main/resources/META-INF/native-image/dev.waypost/waypost",
                                "native-image.properties"));

        assertThat(found(executable, "MaximumHeapSizePercent=(\\d+)"))
                .isEqualTo(found(jvm, "MaxRAMPercentage=(\\d+)"));
        assertThat(jvm).contains("-XX:+ExitOnOutOfMemoryError");
        assertThat(executable).contains("-R:+ExitOnOutOfMemoryError");
    }

    /** Whether the builder is given the file at all. */
    private static boolean lets(String copied) {
        try {
            return Files.readAllLines(Path.of(".dockerignore")).stream()
                    .filter(line -> line.startsWith("!"))
                    .map(line -> line.substring(1))
                    .anyMatch(copied::startsWith);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> found(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().map(it -> it.group(1)).toList();
    }
}
