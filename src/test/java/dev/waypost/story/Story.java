package dev.waypost.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A story of {@code routes/scenarios}: given a record and a relay that behaves so, expect these
 * attempts and these records. The format is told in routes/scenarios/README.md.
 */
record Story(String name, String title, Map<?, ?> relay, Object event, Map<?, ?> expect) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static final Map<String, Port> PORTS =
            Map.of("587", Port.SUBMISSION, "2525", Port.ALTERNATE, "465", Port.IMPLICIT_TLS);

    /** Stands in all that a user writes: whatever shows it shows the mail. */
    static final String MARKER = "marker-4711";

    static Story of(Path file) {
        try {
            Map<?, ?> yaml =
                    (Map<?, ?>)
                            new Load(LoadSettings.builder().setLabel(file.toString()).build())
                                    .loadFromString(Files.readString(file));
            String name = file.getFileName().toString().replace(".yaml", "");
            Map<?, ?> given = (Map<?, ?>) yaml.get("given");
            return new Story(
                    name,
                    (String) yaml.get("story"),
                    (Map<?, ?>) or(given.get("relay"), Map.of()),
                    given.get("event"),
                    (Map<?, ?>) yaml.get("expect"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String subject() {
        return name + " " + MARKER;
    }

    /** The record's value: a text as it is, or the sample event with these fields over it. */
    String value(String id) {
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
        relay.forEach(
                (port, rules) -> {
                    for (Object rule : (List<?>) rules) {
                        if (port.equals("all")) {
                            act(played.onAllPorts(), (Map<?, ?>) rule);
                        } else {
                            RelayPort door = played.on(PORTS.get(port));
                            if (!open(door, (Map<?, ?>) rule)) {
                                act(door, (Map<?, ?>) rule);
                            }
                        }
                    }
                });
    }

    /** Rules about the door itself. */
    private static boolean open(RelayPort door, Map<?, ?> rule) {
        Object word = rule.get("door");
        if (word == null) {
            return false;
        }
        switch ((String) word) {
            case "refuses" -> door.refuseConnections();
            case "is silent" -> door.blackhole();
            case "has no STARTTLS" -> door.withoutStartTls();
            case "has no AUTH" -> door.without("AUTH");
            case "speaks plaintext" -> door.plaintext();
            default -> throw new IllegalArgumentException("no such door: " + word);
        }
        return true;
    }

    private static void act(RelayScript script, Map<?, ?> rule) {
        Rule acted = deed(when(script, rule), rule);
        if (rule.get("times") != null) {
            acted.times((Integer) rule.get("times"));
        }
    }

    private static Rule.When when(RelayScript script, Map<?, ?> rule) {
        String at = (String) rule.get("at");
        String of = (String) rule.get("of");
        if (of != null) {
            return switch (at) {
                case "RCPT" -> script.whenRecipient(of);
                case "dot" -> script.whenMail(mail -> mail.recipients().contains(of));
                default -> script.whenSender(of);
            };
        }
        return at.equals("dot") ? script.afterDot() : script.whenCommand(at);
    }

    private static Rule deed(Rule.When when, Map<?, ?> rule) {
        if (rule.get("reply") != null) {
            return when.reply((String) rule.get("reply"));
        }
        return switch ((String) or(rule.get("then"), "")) {
            case "closes" -> when.close();
            case "is silent" -> when.staySilent();
            case "talks nonsense" -> when.replyGarbage();
            default -> throw new IllegalArgumentException("neither reply nor then in " + rule);
        };
    }

    private static Object or(Object value, Object otherwise) {
        return value == null ? otherwise : value;
    }
}
