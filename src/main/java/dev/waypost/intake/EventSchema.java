package dev.waypost.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.waypost.intake.field.Field;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The published JSON Schema 2020-12 of {@code data}, compiled once. Says what can be said about
 * shape: names, types, lengths, which fields go together. Safe for all threads; reads no network.
 */
final class EventSchema {

    static final String RESOURCE = "schema/mail.send.v1.schema.json";

    private static final JsonNode TEXT = text();
    private static final JsonSchema COMPILED = compiled();

    private EventSchema() {}

    static void check(Field data) {
        for (ValidationMessage found : COMPILED.validate(data.node())) {
            SchemaComplaint.addTo(data, found);
        }
    }

    /** The known fields of the object whose {@code additionalProperties} stand at a location. */
    static JsonNode propertiesAt(SchemaLocation additionalProperties) {
        String pointer = additionalProperties.getFragment().getParent().toString();
        return TEXT.at(pointer).path("properties");
    }

    private static JsonSchema compiled() {
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder()
                        // The validator's texts are never shown, so its bundles need not be loaded.
                        .messageSource((key, text, locale, arguments) -> key)
                        .formatAssertionsEnabled(false)
                        .build();
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(TEXT, config);
        schema.initializeValidators();
        return schema;
    }

    private static JsonNode text() {
        ClassLoader loader = EventSchema.class.getClassLoader();
        try (InputStream in = loader.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("missing from the artifact: " + RESOURCE);
            }
            return StrictJson.read(in.readAllBytes(), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidEvent e) {
            throw new IllegalStateException(RESOURCE + ": " + e.getMessage(), e);
        }
    }
}
