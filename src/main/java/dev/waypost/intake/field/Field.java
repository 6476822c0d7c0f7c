package dev.waypost.intake.field;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A place in the event: what stands there, its pointer, and where to complain about it. Answers
 * null or nothing for values of a wrong type; those the schema has already complained about.
 *
 * @param node null when absent
 */
public record Field(JsonNode node, Pointer pointer, Violations violations) {

    public Field get(String name) {
        JsonNode child = node == null ? null : node.get(name);
        return new Field(child, pointer.field(name), violations);
    }

    public boolean isAbsent() {
        return node == null;
    }

    /** The string here, or null. */
    public String text() {
        return node == null ? null : node.textValue();
    }

    public boolean isTrue() {
        return node != null && node.booleanValue();
    }

    /** The whole number here, or null. */
    public Long number() {
        return node != null && node.canConvertToExactIntegral() && node.canConvertToLong()
                ? Long.valueOf(node.longValue())
                : null;
    }

    /** The members of the array here; none when it is no array. */
    public List<Field> items() {
        if (node == null || !node.isArray()) {
            return List.of();
        }
        List<Field> items = new ArrayList<>(node.size());
        for (JsonNode item : node) {
            items.add(new Field(item, pointer.item(items.size()), violations));
        }
        return items;
    }

    /** The members of the object here, by name; none when it is no object. */
    public List<Map.Entry<String, Field>> members() {
        if (node == null || !node.isObject()) {
            return List.of();
        }
        List<Map.Entry<String, Field>> members = new ArrayList<>(node.size());
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            Pointer at = pointer.field(member.getKey());
            members.add(Map.entry(member.getKey(), new Field(member.getValue(), at, violations)));
        }
        return members;
    }

    public void refuse(String expected) {
        violations.add(pointer, expected);
    }

    /** For logs: where it stands, not what. */
    @Override
    public String toString() {
        return "the field at " + pointer;
    }
}
