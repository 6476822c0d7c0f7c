package dev.waypost.ops.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.waypost.routes.Example;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The routes are YAML as Camel's own schema has it, which is what editors such as Kaoto open. */
class RouteSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchema SCHEMA = schema();

    @ParameterizedTest
    @MethodSource("files")
    void a_route_file_is_valid(Path file) throws IOException {
        assertThat(SCHEMA.validate(yaml(Files.readString(file))))
                .extracting(ValidationMessage::toString)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void a_whole_example_is_valid(Example example, @TempDir Path folder) throws IOException {
        example.appliedTo(folder);

        for (Path file : files(folder).toList()) {
            a_route_file_is_valid(file);
        }
    }

    static List<Example> examples() {
        return Example.all();
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_route_file_keeps_no_comment_that_an_editor_would_lose(Path file) throws IOException {
        assertThat(Files.readString(file).lines().dropWhile(line -> line.startsWith("#")))
                .noneMatch(line -> line.matches("\\s*#.*|.*\\s#\\s.*"));
    }

    static Stream<Path> files() throws IOException {
        return files(Path.of("routes"));
    }

    private static Stream<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static JsonNode yaml(String text) {
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
    }

    private static JsonSchema schema() {
        try (InputStream stream =
                RouteSchemaTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            return JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(JSON.readTree(stream));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
