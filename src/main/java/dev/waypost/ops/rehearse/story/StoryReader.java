package dev.waypost.ops.rehearse.story;

import dev.waypost.ops.rehearse.relay.RelayRule;
import dev.waypost.ops.rehearse.story.Story.About;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a story, and takes nothing that it does not understand. */
public final class StoryReader {

    private static final List<String> STORY =
            List.of("story", "ports", "given", "expect", "kill at");
    private static final List<String> GIVEN = List.of("event", "events", "relay");
    private static final List<String> EXPECT =
            Stream.concat(Stream.of(About.values()).map(About::key), Stream.of("topics")).toList();
    private static final List<String> RULE = List.of("at", "of", "reply", "then", "times");
    private static final List<String> RECORD = List.of("key", "headers", "value");

    private StoryReader() {}

    /**
     * @param file as a person looks for it
     * @throws StoryYaml.Fault where it is no story
     */
    public static Story read(String file, String text) {
        StoryYaml root = StoryYaml.read(file, text);
        Map<String, StoryYaml> story = root.map("a story", STORY);
        Map<String, StoryYaml> given = part(root, story, "given").map("given", GIVEN);
        Map<String, StoryYaml> expect = part(root, story, "expect").map("expect", EXPECT);
        Map<String, Object> events = events(story.get("given"), given);
        Map<About, List<String>> seen = new EnumMap<>(About.class);
        for (About about : About.values()) {
            StoryYaml told = expect.get(about.key());
            if (told != null) {
                seen.put(about, lines(about, told, events));
            }
        }
        return new Story(
                file.replaceFirst("^.*/", "").replaceFirst("\\.yaml$", ""),
                part(root, story, "story").text("story"),
                events,
                rules(given.get("relay")),
                texts(story.get("ports"), "ports"),
                seen,
                topics(expect.get("topics")),
                Optional.ofNullable(story.get("kill at")).map(told -> texts(told, "kill at")));
    }

    private static StoryYaml part(StoryYaml root, Map<String, StoryYaml> parts, String key) {
        StoryYaml part = parts.get(key);
        if (part == null) {
            throw root.fault(
                    "a story without `%s`".formatted(key),
                    "say it; routes/scenarios/README.md has the format");
        }
        return part;
    }

    private static Map<String, Object> events(StoryYaml at, Map<String, StoryYaml> given) {
        if (given.containsKey("event") && given.containsKey("events")) {
            throw given.get("events").fault("both `event` and `events`", "use one of them");
        }
        Map<String, Object> events = new LinkedHashMap<>();
        if (given.containsKey("events")) {
            given.get("events")
                    .map("events")
                    .forEach((name, event) -> events.put(name, event(event)));
            if (events.isEmpty()) {
                throw at.fault("no event is given", "name at least one");
            }
        } else {
            StoryYaml event = given.get("event");
            events.put("", event == null ? Map.of() : event(event));
        }
        return events;
    }

    private static Object event(StoryYaml yaml) {
        Object event = yaml.plain();
        if (event != null && !(event instanceof String) && !(event instanceof Map)) {
            throw yaml.fault("an event must be a text or fields", "write `{field: value}`");
        }
        return event == null ? Map.of() : event;
    }

    private static List<String> lines(About about, StoryYaml told, Map<String, Object> events) {
        if (about != About.DEAD_LETTER) {
            return texts(told, about.key());
        }
        List<String> lines = new ArrayList<>();
        if (events.containsKey("")) {
            headers(told).forEach((header, value) -> lines.add(header + " " + value));
        } else {
            told.map("dead-letter", events.keySet())
                    .forEach(
                            (event, headers) ->
                                    headers(headers)
                                            .forEach(
                                                    (h, v) ->
                                                            lines.add(event + " " + h + " " + v)));
        }
        return lines;
    }

    private static Map<String, String> headers(StoryYaml yaml) {
        Map<String, String> headers = new LinkedHashMap<>();
        yaml.map("headers").forEach((name, value) -> headers.put(name, value.text(name)));
        return headers;
    }

    private static List<String> texts(StoryYaml yaml, String what) {
        return yaml == null
                ? List.of()
                : yaml.list(what).stream().map(each -> each.text(what)).toList();
    }

    private static List<RelayRule> rules(StoryYaml relay) {
        List<RelayRule> rules = new ArrayList<>();
        if (relay != null) {
            relay.map("relay")
                    .forEach(
                            (port, told) -> {
                                if (!port.equals(RelayRule.ANY_PORT) && !port.matches("\\d{1,5}")) {
                                    throw told.fault(
                                            "`%s` is no port".formatted(port),
                                            "use a number in quotes, or `all`");
                                }
                                told.list("port " + port)
                                        .forEach(rule -> rules.add(rule(port, rule)));
                            });
        }
        // A port's own come before those for all.
        return Stream.concat(
                        rules.stream().filter(rule -> !rule.port().equals(RelayRule.ANY_PORT)),
                        rules.stream().filter(rule -> rule.port().equals(RelayRule.ANY_PORT)))
                .toList();
    }

    private static RelayRule rule(String port, StoryYaml yaml) {
        Map<String, StoryYaml> parts = yaml.map("a rule");
        if (parts.containsKey("door")) {
            String door =
                    yaml.map("a door", List.of("door")).get("door").word("door", RelayRule.DOORS);
            return new RelayRule(port, RelayRule.DOOR, "", "", door, Integer.MAX_VALUE);
        }
        parts = yaml.map("a rule", RULE);
        if (!parts.containsKey("at")) {
            throw yaml.fault("a rule without `at` or `door`", "say where it holds");
        }
        if (parts.containsKey("reply") == parts.containsKey("then")) {
            throw yaml.fault("a rule needs `reply` or `then`, and not both", "say one of them");
        }
        StoryYaml reply = parts.get("reply");
        if (reply != null && !reply.text("reply").matches("[2-5]\\d\\d([ -].*)?")) {
            throw reply.fault(
                    "`%s` is no reply".formatted(reply.text("reply")),
                    "write a code and a text: 451 4.3.0 later");
        }
        return new RelayRule(
                port,
                parts.get("at").word("at", RelayRule.PLACES),
                parts.containsKey("of") ? parts.get("of").text("of") : "",
                reply == null ? "" : reply.text("reply"),
                parts.containsKey("then") ? parts.get("then").word("then", RelayRule.DEEDS) : "",
                times(parts.get("times")));
    }

    private static int times(StoryYaml yaml) {
        if (yaml == null) {
            return Integer.MAX_VALUE;
        }
        if (!yaml.text("times").matches("[1-9]\\d{0,5}")) {
            throw yaml.fault("`times` must be a number from 1", "leave it out for always");
        }
        return Integer.parseInt(yaml.text("times"));
    }

    private static Map<String, List<Map<String, Object>>> topics(StoryYaml yaml) {
        Map<String, List<Map<String, Object>>> topics = new LinkedHashMap<>();
        if (yaml != null) {
            yaml.map("topics").forEach((topic, told) -> topics.put(topic, records(topic, told)));
        }
        return topics;
    }

    private static List<Map<String, Object>> records(String topic, StoryYaml told) {
        List<Map<String, Object>> records = new ArrayList<>();
        for (StoryYaml each : told.list(topic)) {
            Map<String, Object> record = new LinkedHashMap<>();
            each.map("a record", RECORD).forEach((key, value) -> record.put(key, value.plain()));
            records.add(record);
        }
        return records;
    }
}
