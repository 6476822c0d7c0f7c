package dev.waypost.ops.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waypost.ops.control.Action;
import dev.waypost.ops.control.ControlCommand;
import dev.waypost.ops.control.ControlTopic;
import dev.waypost.ops.control.Pods;
import io.quarkus.runtime.configuration.DurationConverter;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** A word to all pods, and what they answer, as the page asks for it. Blocks; any thread. */
@Singleton
class ControlPages {

    private static final Duration LONGEST = Duration.ofSeconds(40);

    private final ControlTopic topic;
    private final Pods pods;
    private final Clock clock;

    @Inject
    ControlPages(ControlTopic topic, Pods pods, Clock clock) {
        this.topic = topic;
        this.pods = pods;
        this.clock = clock;
    }

    /**
     * Says it.
     *
     * @throws IllegalArgumentException for what no pod could obey
     */
    JsonNode say(JsonNode said, Viewer viewer) {
        String word = said.path("command").asText("");
        Action action =
                Action.named(word)
                        .orElseThrow(() -> new IllegalArgumentException("no command: " + word));
        String lasts = said.path("for").asText("");
        Map<String, String> details = new HashMap<>();
        said.path("details")
                .properties()
                .forEach(each -> details.put(each.getKey(), each.getValue().asText("")));
        ControlCommand command =
                ControlCommand.of(
                        action,
                        viewer.by(),
                        clock.instant(),
                        lasts.isEmpty() ? null : duration(lasts),
                        details);
        OptionalInt expected = pods.count();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        expected.ifPresent(count -> json.put("pods", count));
        var answers = json.putArray("answers");
        topic.ask(
                command,
                LONGEST,
                answer -> {
                    answer.addTo(answers);
                    return answers.size() < expected.orElse(Integer.MAX_VALUE);
                });
        return json;
    }

    private static Duration duration(String text) {
        try {
            return DurationConverter.parseDuration(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no duration, such as 30m or 2h", e);
        }
    }
}
