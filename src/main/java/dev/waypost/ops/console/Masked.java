package dev.waypost.ops.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.waypost.smtp.AddressMask;

/** JSON for who may not see addresses: whatever text has one, wherever it stands. */
final class Masked {

    private Masked() {}

    /** The same JSON for this viewer. */
    static JsonNode of(JsonNode json, Viewer viewer) {
        return viewer.operator() ? json : of(json);
    }

    static JsonNode of(JsonNode json) {
        if (json instanceof TextNode) {
            return TextNode.valueOf(AddressMask.masked(json.asText()));
        }
        if (json instanceof ArrayNode array) {
            ArrayNode masked = array.arrayNode();
            array.forEach(each -> masked.add(of(each)));
            return masked;
        }
        if (json instanceof ObjectNode object) {
            ObjectNode masked = object.objectNode();
            object.properties().forEach(each -> masked.set(each.getKey(), of(each.getValue())));
            return masked;
        }
        return json;
    }
}
