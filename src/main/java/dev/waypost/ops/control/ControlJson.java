package dev.waypost.ops.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Commands and answers as records of the control topic have them. What cannot be read is no
 * command: the topic is open to whoever may write to it.
 */
final class ControlJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ControlJson() {}

    static byte[] of(ControlCommand command) {
        ObjectNode json = JSON.createObjectNode();
        json.put("id", command.id());
        json.put("command", command.action().word());
        json.put("by", command.by());
        json.put("at", command.at().toString());
        if (command.until() != null) {
            json.put("until", command.until().toString());
        }
        new TreeMap<>(command.details()).forEach(json.putObject("details")::put);
        return bytes(json);
    }

    static byte[] of(ControlAnswer answer) {
        ObjectNode json = JSON.createObjectNode();
        json.put("answerTo", answer.to());
        json.put("pod", answer.pod());
        json.put("done", answer.done());
        json.put("text", answer.text());
        return bytes(json);
    }

    /** The command that this record is; empty for anything else. */
    static Optional<ControlCommand> command(byte[] value) {
        JsonNode json = read(value);
        Optional<Action> action = Action.named(json.path("command").asText());
        try {
            return action.map(
                    known ->
                            new ControlCommand(
                                    json.path("id").asText(),
                                    known,
                                    json.path("by").asText(),
                                    Instant.parse(json.path("at").asText()),
                                    known.isLasting()
                                            ? Instant.parse(json.path("until").asText())
                                            : null,
                                    details(json)));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> details(JsonNode json) {
        Map<String, String> details = new TreeMap<>();
        json.path("details")
                .properties()
                .forEach(each -> details.put(each.getKey(), each.getValue().asText()));
        return details;
    }

    /** The answer that this record is; empty for anything else. */
    static Optional<ControlAnswer> answer(byte[] value) {
        JsonNode json = read(value);
        return json.hasNonNull("answerTo")
                ? Optional.of(
                        new ControlAnswer(
                                json.path("answerTo").asText(),
                                json.path("pod").asText(),
                                json.path("done").asBoolean(),
                                json.path("text").asText()))
                : Optional.empty();
    }

    private static JsonNode read(byte[] value) {
        try {
            return value == null ? JSON.missingNode() : JSON.readTree(value);
        } catch (IOException notJson) {
            return JSON.missingNode();
        }
    }

    private static byte[] bytes(JsonNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
