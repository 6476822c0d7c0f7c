package dev.waypost.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waypost.PublishedSchemas;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.smtp.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is published about the topics has the code's own words, and the pages tell it all. */
class PublishedSchemasTest {

    private static final JsonNode STATUS = PublishedSchemas.status();

    @Test
    void each_closed_list_is_that_of_the_code() {
        assertThat(texts(STATUS.at("/properties/status/enum")))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Status.values()).map(Status::word).toList());
        assertThat(texts(STATUS.at("/$defs/class/enum")))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(OutcomeClass.values()).map(OutcomeClass::name).toList());
        assertThat(texts(STATUS.at("/$defs/phase/enum")))
                .containsExactlyElementsOf(
                        Arrays.stream(Phase.values()).map(Phase::label).toList());
        assertThat(STATUS.get("$id").asText()).isEqualTo(StatusData.SCHEMA);
    }

    @Test
    void each_field_is_explained() throws IOException {
        String page = Files.readString(Path.of("docs/reports.md"));
        List<String> fields = fields(STATUS);

        assertThat(fields).contains("mail_id", "phases_ms", "enhanced_status");
        assertThat(fields)
                .allSatisfy(
                        field ->
                                assertThat(page)
                                        .containsAnyOf("`" + field + "`", "`" + field + "[]`"));
    }

    @Test
    void each_header_is_explained() throws IOException {
        String page = Files.readString(Path.of("docs/reports.md"));

        for (String prefix : List.of("dead-letter", "waypost")) {
            String schema = prefix.equals("waypost") ? "retryHeaders" : "deadLetterHeaders";
            PublishedSchemas.asyncApi()
                    .at("/components/schemas/" + schema + "/properties")
                    .fieldNames()
                    .forEachRemaining(
                            header ->
                                    assertThat(page)
                                            .containsAnyOf(
                                                    "`" + header + "`",
                                                    "`" + header.substring(prefix.length()) + "`"));
        }
    }

    private static List<String> fields(JsonNode schema) {
        List<String> fields = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(fields::add);
        schema.forEach(part -> fields.addAll(fields(part)));
        return fields;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
