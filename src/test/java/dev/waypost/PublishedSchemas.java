package dev.waypost;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import dev.waypost.kafka.TopicRecord;
import dev.waypost.kafka.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What is published below {@code /schema/} about the topics, held against records that were really
 * written. Stricter than its reader has to be: whatever is written has to be told of.
 */
public final class PublishedSchemas {

    private static final Path FOLDER = Path.of("src/main/resources/schema");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final JsonNode ASYNC_API = asyncApi();
    private static final JsonSchema STATUS = strict(status());

    private PublishedSchemas() {}

    /** The names of what is published. */
    public static List<String> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of one of them. */
    public static String text(String file) {
        try {
            return Files.readString(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The AsyncAPI document, read as JSON. */
    public static JsonNode asyncApi() {
        Load yaml = new Load(LoadSettings.builder().build());
        return JSON.valueToTree(yaml.loadFromString(text("asyncapi.yaml")));
    }

    /** The schema of status events. */
    public static JsonNode status() {
        try {
            return JSON.readTree(text("mail.status.v1.schema.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each of these status events is as told, and nothing is in it that is not. */
    public static void checkStatus(byte[] value) throws IOException {
        JsonNode event = JSON.readTree(value);
        assertThat(STATUS.validate(event)).as("%s", event).isEmpty();
    }

    /** This status event is as told, headers and all. */
    public static void checkStatus(TopicRecord status) throws IOException {
        checkStatus(status.value());
        checkHeaders(status, "", "statusHeaders");
    }

    /** The headers that say what lies behind this record are as told. */
    public static void checkRetry(TopicRecord retry) {
        checkHeaders(retry, "waypost-", "retryHeaders");
    }

    /** Status events, dead letters and retries of these delays: each is as told. */
    public static void checkAll(Topics topics, String... delays) throws IOException {
        for (TopicRecord status : topics.records("outbound-mail.status")) {
            checkStatus(status);
        }
        for (TopicRecord letter : topics.records("outbound-mail.dead-letter")) {
            checkHeaders(letter, "dead-letter-", "deadLetterHeaders");
        }
        for (String delay : delays) {
            for (TopicRecord retry : topics.records("outbound-mail.retry." + delay)) {
                checkRetry(retry);
            }
        }
    }

    /** What was said to the pods, and what they answered, is as told. */
    public static void checkControl(Topics topics) throws IOException {
        for (TopicRecord record : topics.records("outbound-mail.control")) {
            JsonNode said = JSON.readTree(record.value());
            String schema = said.has("answerTo") ? "controlAnswer" : "controlCommand";
            JsonNode told = ASYNC_API.at("/components/schemas/" + schema);
            assertThat(strict(told).validate(said)).as("%s", said).isEmpty();
        }
    }

    private static void checkHeaders(TopicRecord record, String prefix, String schema) {
        ObjectNode headers = JSON.createObjectNode();
        record.headers()
                .forEach(
                        header -> {
                            if (header.key().startsWith(prefix)) {
                                headers.put(
                                        header.key(), record.header(header.key()).orElseThrow());
                            }
                        });
        ObjectNode told = ASYNC_API.at("/components/schemas/" + schema).deepCopy();
        told.set("components", ASYNC_API.get("components"));
        assertThat(strict(told).validate(headers)).as("%s of %s", schema, headers).isEmpty();
    }

    private static JsonSchema strict(JsonNode schema) {
        JsonNode closed = schema.deepCopy();
        close(closed);
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        closed,
                        SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("type").asText().equals("object")
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(PublishedSchemas::close);
    }
}
