package dev.waypost.intake;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waypost.intake.field.PlainText;
import dev.waypost.intake.field.Pointer;
import dev.waypost.intake.field.Utf8;
import java.io.IOException;

/**
 * Reads one record's value as one JSON text (RFC 8259), strictly: UTF-8 only, no duplicate names,
 * nothing after the value, bounded in every direction so that no record can exhaust memory or
 * stack. Complaints name positions, never content. An instance reads one value, on one thread.
 */
final class StrictJson {

    /** Octets of a whole record; base64 of 40 MiB of attachments fits. */
    static final int LARGEST_RECORD = 64 * 1024 * 1024;

    static final int DEEPEST = 32;
    static final int MOST_ENTRIES = 1000;
    private static final int MOST_TOKENS = 100_000;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    // Names come from strangers: neither intern them for good nor fail on
                    // collisions.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEEPEST)
                                    .maxStringLength(LARGEST_RECORD)
                                    .maxNameLength(1000)
                                    .maxNumberLength(100)
                                    .maxTokenCount(MOST_TOKENS)
                                    .build())
                    .build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final byte[] value;
    private final boolean isAscii;
    private final JsonStrings strings;
    private final String headerId;
    private ObjectNode root;

    private StrictJson(byte[] value, String headerId) {
        this.value = value;
        this.isAscii = Utf8.isAscii(value);
        this.strings = new JsonStrings(value);
        this.headerId = headerId;
    }

    /**
     * Reads the value.
     *
     * @param headerId the id by which a refusal is reported; null to use the {@code id} in the
     *     value
     */
    static JsonNode read(byte[] value, String headerId) throws InvalidEvent {
        return new StrictJson(value, headerId).read();
    }

    private JsonNode read() throws InvalidEvent {
        if (value.length > LARGEST_RECORD) {
            throw tooLarge(
                    Pointer.ROOT, "the record must not exceed " + LARGEST_RECORD + " octets");
        }
        refuse(ForeignFormat.of(value));
        // NUL among the first four octets would make the parser guess UTF-16 or UTF-32.
        for (int i = 0; i < Math.min(4, value.length); i++) {
            if (value[i] == 0) {
                throw undecodable(
                        Pointer.ROOT, "the value must be JSON in UTF-8; octet " + i + " is NUL");
            }
        }
        int fault = isAscii ? -1 : Utf8.firstFault(value);
        if (fault >= 0) {
            throw undecodable(Pointer.ROOT, "the value must be UTF-8; octet " + fault + " is not");
        }
        try (JsonParser parser = JSON.createParser(value)) {
            if (parser.nextToken() == null) {
                throw undecodable(Pointer.ROOT, "the value must be a JSON object; it is empty");
            }
            JsonNode read = node(parser, Pointer.ROOT);
            if (parser.nextToken() != null) {
                throw undecodable(
                        Pointer.ROOT, "the value must end after its JSON object" + at(parser));
            }
            return read;
        } catch (JsonEOFException truncated) {
            throw undecodable(
                    Pointer.ROOT, "the JSON ends too early, after " + value.length + " octets");
        } catch (StreamConstraintsException limit) {
            throw tooLarge(
                    Pointer.ROOT,
                    ("the JSON must keep to %d levels, %d tokens, numbers of 100 and names of"
                                    + " 1000 characters")
                            .formatted(DEEPEST, MOST_TOKENS));
        } catch (IOException malformed) {
            throw undecodable(Pointer.ROOT, "the value must be JSON; it is not" + at(malformed));
        }
    }

    private void refuse(String fault) throws InvalidEvent {
        if (fault != null) {
            throw undecodable(Pointer.ROOT, fault);
        }
    }

    private JsonNode node(JsonParser parser, Pointer pointer) throws IOException, InvalidEvent {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, pointer);
            case START_ARRAY -> array(parser, pointer);
            case VALUE_STRING -> text(parser);
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> fraction(parser, pointer);
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }

    private JsonNode object(JsonParser parser, Pointer pointer) throws IOException, InvalidEvent {
        ObjectNode object = NODES.objectNode();
        if (pointer.isRoot()) {
            root = object;
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            Pointer at = pointer.field(name);
            if (object.has(name)) {
                throw undecodable(at, "must stand only once" + at(parser));
            }
            parser.nextToken();
            object.set(name, node(parser, at));
            bound(object.size(), pointer);
        }
        return object;
    }

    private JsonNode array(JsonParser parser, Pointer pointer) throws IOException, InvalidEvent {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(node(parser, pointer.item(array.size())));
            bound(array.size(), pointer);
        }
        return array;
    }

    /** The parser passes over a string that is not asked for, and finds its faults all the same. */
    private JsonNode text(JsonParser parser) throws IOException {
        if (isAscii) {
            String plain = strings.at((int) parser.currentTokenLocation().getByteOffset());
            if (plain != null) {
                return new PlainText(plain);
            }
        }
        // Its getText would put it together one character at a time.
        char[] characters = parser.getTextCharacters();
        return NODES.textNode(
                new String(characters, parser.getTextOffset(), parser.getTextLength()));
    }

    private static JsonNode integer(JsonParser parser) throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    private JsonNode fraction(JsonParser parser, Pointer pointer) throws IOException, InvalidEvent {
        double number = parser.getDoubleValue();
        // RFC 8259 section 6: 1e400 is beyond what receivers can be expected to read.
        if (Double.isInfinite(number)) {
            throw undecodable(
                    pointer, "must be a number within the range of a double" + at(parser));
        }
        return NODES.numberNode(number);
    }

    private void bound(int entries, Pointer pointer) throws InvalidEvent {
        if (entries > MOST_ENTRIES) {
            throw tooLarge(pointer, "must have at most " + MOST_ENTRIES + " entries");
        }
    }

    private InvalidEvent undecodable(Pointer pointer, String message) {
        return new InvalidEvent(
                InvalidEvent.Kind.UNDECODABLE, mailId(), pointer.toString(), message);
    }

    private InvalidEvent tooLarge(Pointer pointer, String message) {
        return new InvalidEvent(InvalidEvent.Kind.TOO_LARGE, mailId(), pointer.toString(), message);
    }

    private String mailId() {
        return headerId == null && root != null ? MailId.meant(root) : headerId;
    }

    private static String at(JsonParser parser) {
        return at(parser.currentLocation());
    }

    private static String at(IOException malformed) {
        return malformed instanceof JacksonException e ? at(e.getLocation()) : "";
    }

    private static String at(JsonLocation location) {
        return location == null
                ? ""
                : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
    }
}
