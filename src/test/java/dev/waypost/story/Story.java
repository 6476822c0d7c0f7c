package dev.waypost.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waypost.ops.rehearse.relay.RelayRule;
import dev.waypost.ops.rehearse.story.Story.About;
import dev.waypost.ops.rehearse.story.StoryReader;
import dev.waypost.relay.Port;
import dev.waypost.relay.RelayPort;
import dev.waypost.relay.RelayScript;
import dev.waypost.relay.Rule;
import dev.waypost.relay.ScriptedRelay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A story of {@code routes/scenarios} for a process that runs: what it tells the relay double, and
 * an event that has a mark in all that a user writes.
 */
record Story(dev.waypost.ops.rehearse.story.Story told) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static final Map<String, Port> PORTS =
            Map.of("587", Port.SUBMISSION, "2525", Port.ALTERNATE, "465", Port.IMPLICIT_TLS);

    /** Stands in all that a user writes: whatever shows it shows the mail. */
    static final String MARKER = "marker-4711";

    static Story of(Path file) {
        try {
            return new Story(StoryReader.read(file.toString(), Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return told.name();
    }

    String title() {
        return told.title();
    }

    /** What is expected; null where nothing is said about it. */
    List<String> expected(About about) {
        return told.expect().get(about);
    }

    String subject() {
        return name() + " " + MARKER;
    }

    /** The record's value: a text as it is, or the sample event with these fields over it. */
    String value(String id) {
        Object event = told.events().get("");
        if (event instanceof String text) {
            return text;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", id);
        fields.put("from", "Shop " + MARKER + " <shop@example.org>");
        fields.put("to", List.of("ann@example.org"));
        fields.put("reply_to", List.of(MARKER + "@example.org"));
        fields.put("subject", subject());
        fields.put("text", "Hello " + MARKER + ".");
        fields.put("headers", Map.of("X-Note", MARKER));
        fields.put("metadata", Map.of("note", MARKER));
        fields.put(
                "attachments",
                List.of(
                        Map.of(
                                "filename",
                                MARKER + ".txt",
                                "content_type",
                                "text/plain",
                                "content",
                                Base64.getEncoder().encodeToString(MARKER.getBytes(UTF_8)))));
        if (event != null) {
            ((Map<?, ?>) event).forEach((field, value) -> fields.put((String) field, value));
        }
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Tells the relay its part. */
    void script(ScriptedRelay played) {
        for (RelayRule rule : told.relay()) {
            RelayScript script =
                    rule.port().equals(RelayRule.ANY_PORT)
                            ? played.onAllPorts()
                            : played.on(PORTS.get(rule.port()));
            if (rule.at().equals(RelayRule.DOOR)) {
                open((RelayPort) script, rule.then());
            } else {
                deed(when(script, rule), rule).times(rule.times());
            }
        }
    }

    private static void open(RelayPort door, String so) {
        switch (so) {
            case RelayRule.REFUSES -> door.refuseConnections();
            case RelayRule.SILENT -> door.blackhole();
            default -> door.without(so.substring(RelayRule.WITHOUT.length()));
        }
    }

    private static Rule.When when(RelayScript script, RelayRule rule) {
        boolean dot = rule.at().equals(RelayRule.DOT);
        if (rule.of().isEmpty()) {
            return dot ? script.afterDot() : script.whenCommand(rule.at());
        }
        if (dot) {
            return script.whenMail(mail -> mail.recipients().contains(rule.of()));
        }
        return rule.at().equals("RCPT")
                ? script.whenRecipient(rule.of())
                : script.whenSender(rule.of());
    }

    private static Rule deed(Rule.When when, RelayRule rule) {
        return switch (rule.then()) {
            case RelayRule.CLOSES -> when.close();
            case RelayRule.SILENT -> when.staySilent();
            case RelayRule.NONSENSE -> when.replyGarbage();
            default -> when.reply(rule.reply());
        };
    }
}
