package dev.waypost.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import dev.waypost.intake.field.Field;
import dev.waypost.intake.field.NearestName;
import dev.waypost.intake.field.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Says in words what the schema validator found, as pointer and expectation. The validator's own
 * messages may repeat the event's content, so they are not used.
 */
final class SchemaComplaint {

    private SchemaComplaint() {}

    static void addTo(Field data, ValidationMessage found) {
        Pointer pointer = pointer(data.pointer(), found.getInstanceLocation());
        JsonNode limit = found.getSchemaNode();
        switch (found.getType()) {
            case "required" -> missing(data, pointer, found);
            case "additionalProperties" -> unknown(data, pointer, found);
            case "type" -> data.violations().add(pointer, "must be " + types(limit) + butIs(found));
            case "enum" -> data.violations().add(pointer, "must be one of " + words(limit));
            case "false" -> data.violations().add(pointer, "must not stand beside `raw`");
            default -> data.violations().add(pointer, limitText(found.getType(), limit.asText()));
        }
    }

    private static String limitText(String keyword, String limit) {
        return switch (keyword) {
            case "maxLength" -> "must have at most " + limit + " characters";
            case "minLength" -> "must have at least " + limit + " character";
            case "minItems" -> "must have at least " + limit + " entry";
            case "maxItems", "maxProperties" -> "must have at most " + limit + " entries";
            case "minimum" -> "must be " + limit + " or more";
            case "maximum" -> "must be " + limit + " or less";
            case "pattern" -> "must match " + limit;
            default -> "must satisfy `" + keyword + "` of the schema";
        };
    }

    private static void missing(Field data, Pointer pointer, ValidationMessage found) {
        String path = found.getEvaluationPath().toString();
        if (path.contains("anyOf")) {
            data.violations().add(pointer, "must have `text`, `html` or both, or else `raw`");
        } else {
            String unless = path.contains("else") ? " unless `raw` is given" : "";
            Pointer field = pointer.field(found.getProperty());
            data.violations().add(field, "is required" + unless);
        }
    }

    private static void unknown(Field data, Pointer pointer, ValidationMessage found) {
        String name = found.getProperty();
        String expected = "is not a known field";
        if (name.equals("url") && found.getEvaluationPath().toString().contains("attachments")) {
            expected = "is not supported: attachments travel as base64 in `content`";
        } else if (!data.violations().isFull()) {
            JsonNode properties = EventSchema.propertiesAt(found.getSchemaLocation());
            List<String> known = new ArrayList<>();
            properties.fieldNames().forEachRemaining(known::add);
            String nearest = NearestName.to(name, known);
            expected += nearest == null ? "" : "; did you mean `" + nearest + "`?";
        }
        data.violations().add(pointer.field(name), expected);
    }

    private static String butIs(ValidationMessage found) {
        return switch (found.getInstanceNode().getNodeType()) {
            case NULL -> ", not null: leave the field out instead";
            case NUMBER -> ", not this number";
            default -> ", not " + named(found.getInstanceNode().getNodeType().name());
        };
    }

    private static String types(JsonNode type) {
        if (!type.isArray()) {
            return named(type.asText());
        }
        List<String> types = new ArrayList<>();
        type.forEach(one -> types.add(named(one.asText())));
        return String.join(" or ", types);
    }

    private static String named(String type) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "string" -> "a string";
            case "object" -> "an object";
            case "array" -> "an array";
            case "integer" -> "a whole number";
            case "boolean" -> "true or false";
            default -> type;
        };
    }

    private static String words(JsonNode array) {
        List<String> words = new ArrayList<>();
        array.forEach(word -> words.add(word.asText()));
        return String.join(", ", words);
    }

    private static Pointer pointer(Pointer root, JsonNodePath path) {
        Pointer pointer = root;
        for (int i = 0; i < path.getNameCount(); i++) {
            Object element = path.getElement(i);
            pointer =
                    element instanceof Integer index
                            ? pointer.item(index)
                            : pointer.field(element.toString());
        }
        return pointer;
    }
}
