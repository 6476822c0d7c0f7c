package dev.waypost.intake;

import static dev.waypost.intake.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import dev.waypost.intake.field.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/events.md says what the code does: its examples are run, its tables compared. */
class EventsDocumentationTest {

    private static final String PAGE = page();
    private static final JsonNode SCHEMA = schema();

    @ParameterizedTest
    @MethodSource("events")
    void each_example_is_a_valid_event(String json) throws InvalidEvent {
        assertThat(new MailEventDecoder().decode(AMail.record(json))).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void each_kcat_command_publishes_a_valid_event(String command) throws InvalidEvent {
        String value = find("<<'JSON'\n(.*)\nJSON\n", command).get(0).group(1);
        List<MailRecord.Header> headers = new ArrayList<>();
        for (MatchResult header : find("-H '([^=]+)=([^']*)'", command)) {
            byte[] octets = header.group(2).getBytes(StandardCharsets.UTF_8);
            headers.add(new MailRecord.Header(header.group(1), octets));
        }
        assertThat(value).as("kcat reads one record per line").doesNotContain("\n");

        MailRecord record = AMail.record(value.getBytes(StandardCharsets.UTF_8), headers);

        assertThat(new MailEventDecoder().decode(record).id()).isEqualTo("order-4711");
    }

    @Test
    void the_refused_example_has_just_the_faults_that_are_shown() {
        String json = blocks("json refused").get(0);

        InvalidEvent refusal = refusalOf(AMail.record(json));

        assertThat(refusal.violations())
                .extracting(Violation::toString)
                .containsExactlyElementsOf(blocks("text").get(0).lines().toList());
    }

    @Test
    void the_tables_have_the_fields_of_the_schema() {
        assertThat(fieldsUnder("## Fields"))
                .containsExactlyElementsOf(names(SCHEMA.at("/properties")));
        assertThat(fieldsUnder("### Attachments"))
                .containsExactlyElementsOf(names(SCHEMA.at("/$defs/attachment/properties")));
    }

    @Test
    void the_reasons_are_those_of_the_code() {
        assertThat(fieldsUnder("## When an event is refused"))
                .containsExactlyInAnyOrder(
                        Arrays.stream(InvalidEvent.Kind.values())
                                .map(InvalidEvent.Kind::slug)
                                .toArray(String[]::new));
    }

    @Test
    void the_schema_is_valid_and_each_field_is_described_with_an_example() {
        var metaSchema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(SchemaLocation.of(SCHEMA.get("$schema").asText()));

        assertThat(metaSchema.validate(SCHEMA)).isEmpty();
        assertThat(SCHEMA.get("$id").asText()).endsWith(EventSchema.RESOURCE);
        for (JsonNode properties : SCHEMA.findValues("properties")) {
            for (var property : properties.properties()) {
                JsonNode described = property.getValue();
                if (described.isObject() && !described.path("$ref").asText().contains("/$defs/")) {
                    assertThat(described.path("description").asText())
                            .as(property.getKey())
                            .isNotBlank();
                    assertThat(described.path("examples")).as(property.getKey()).isNotEmpty();
                }
            }
        }
    }

    static List<String> events() {
        return blocks("json");
    }

    static List<String> commands() {
        return blocks("sh");
    }

    private static List<String> blocks(String language) {
        List<String> blocks = new ArrayList<>();
        find("(?m)^```" + language + "\n([^`]*(?:`(?!``)[^`]*)*)^```", PAGE)
                .forEach(block -> blocks.add(block.group(1)));
        assertThat(blocks).isNotEmpty();
        return blocks;
    }

    private static List<String> fieldsUnder(String heading) {
        String section = PAGE.substring(PAGE.indexOf("\n" + heading + "\n") + heading.length() + 2);
        int end = section.indexOf("\n#");
        return find("(?m)^\\| `([^`]+)` \\|", end < 0 ? section : section.substring(0, end))
                .stream()
                .map(row -> row.group(1))
                .toList();
    }

    private static List<MatchResult> find(String regex, String text) {
        return Pattern.compile(regex).matcher(text).results().toList();
    }

    private static List<String> names(JsonNode properties) {
        List<String> names = new ArrayList<>();
        properties.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String page() {
        try {
            return Files.readString(Path.of("docs/events.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode schema() {
        try {
            return new ObjectMapper()
                    .readTree(
                            EventsDocumentationTest.class
                                    .getClassLoader()
                                    .getResource(EventSchema.RESOURCE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
