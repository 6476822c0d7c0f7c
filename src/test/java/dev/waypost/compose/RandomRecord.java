package dev.waypost.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waypost.intake.MailRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A random event in one of its three forms, half of the time with something spoilt in it. */
final class RandomRecord {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What takes the place of a value, of any type. */
    private static final List<String> SCRAPS =
            List.of(
                    "null",
                    "true",
                    "-1",
                    "1e400",
                    "0.5",
                    "[]",
                    "{}",
                    "\"\"",
                    "\" \"",
                    "[[\"a@b\"]]",
                    "{\"email\":\"a@b\",\"nmae\":\"x\"}",
                    "\"a@b\\r\\nBcc: c@d\"",
                    "\"a@b, c@d\"",
                    "\"a@b>\\u0000\"",
                    "\"\\ud83d\"",
                    "\"\\u0085\"",
                    "\"a\\nb\"",
                    "\"a\\rb\"",
                    "\"<a@b>\"",
                    "\"a@b\\u2028\"",
                    "\"QQ==\"",
                    "\"\\u007f\"",
                    "\"a..b@c\"",
                    "\"a@b.\"",
                    "\"a@-b\"",
                    "\"@\"",
                    "\"\\\\\"",
                    "\"a/b;c\"",
                    "\"=?utf-8?q?=0d=0a?=\"");

    private static final List<String> NAMES =
            List.of("bbc", "Bcc", "subject\n", "#x", "", "To", "mail.smtp.host", "attachment", "é");

    private final Random random;
    private final List<MailRecord.Header> headers = new ArrayList<>();

    private RandomRecord(Random random) {
        this.random = random;
    }

    static MailRecord of(Random random) {
        return new RandomRecord(random).build();
    }

    private MailRecord build() {
        ObjectNode event = RandomEvent.of(random);
        boolean spoilt = random.nextBoolean();
        for (int i = spoilt ? random.nextInt(3) : 0; i > 0; i--) {
            spoil(event);
        }
        byte[] value = inForm(event).toString().getBytes(StandardCharsets.UTF_8);
        if (spoilt && random.nextInt(3) == 0) {
            value = damaged(value);
        }
        return new MailRecord("outbound-mail", 0, 0, 0, null, value, List.copyOf(headers));
    }

    private ObjectNode inForm(ObjectNode event) {
        header(random.nextInt(10) == 0 ? "Subject" : "trace", "evil\r\nBcc: a@b");
        return switch (random.nextInt(4)) {
            case 0 -> {
                header("content-type", "application/cloudevents+json; charset=UTF-8");
                ObjectNode outer = JSON.createObjectNode().put("specversion", "1.0");
                outer.put("type", "mail.send.v1").put("source", "/shop");
                outer.put("id", event.path("id").asText("e-1"));
                yield outer.set("data", event);
            }
            case 1 -> {
                header("ce_specversion", "1.0");
                header("ce_type", random.nextInt(20) == 0 ? "other" : "mail.send.v1");
                header("ce_source", "/shop");
                header("ce_id", event.path("id").asText("e-1"));
                yield event;
            }
            default -> event;
        };
    }

    private void header(String name, String value) {
        headers.add(new MailRecord.Header(name, value.getBytes(StandardCharsets.UTF_8)));
    }

    /** Changes, removes or adds one member of one object or array. */
    private void spoil(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        if (node instanceof ArrayNode array) {
            array.insert(0, scrap());
        } else if (node instanceof ObjectNode object) {
            String name = names.isEmpty() ? "" : names.get(random.nextInt(names.size()));
            switch (random.nextInt(6)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(NAMES.get(random.nextInt(NAMES.size())), scrap());
                case 2, 3 -> spoil(object.path(name));
                default -> object.set(name, scrap());
            }
        }
    }

    private JsonNode scrap() {
        try {
            return JSON.readTree(SCRAPS.get(random.nextInt(SCRAPS.size())));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] damaged(byte[] value) {
        int at = random.nextInt(value.length);
        byte[] copy = value.clone();
        switch (random.nextInt(4)) {
            case 0 -> copy = Arrays.copyOf(value, at);
            case 1 -> {
                // A name that stands twice: the rest of the object comes again.
                String text = new String(value, StandardCharsets.UTF_8);
                int brace = text.lastIndexOf('}');
                String twice = text.substring(0, brace) + ',' + text.substring(1, brace) + '}';
                copy = twice.getBytes(StandardCharsets.UTF_8);
            }
            default -> copy[at] = (byte) random.nextInt(256);
        }
        return copy;
    }
}
