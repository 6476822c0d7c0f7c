package dev.waypost.ops.rehearse.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waypost.ops.rehearse.relay.RelayRule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Given records and a relay that behaves so, expect these attempts and these records. The format is
 * told in routes/scenarios/README.md. Immutable.
 *
 * @param name the file's, without its ending
 * @param title what happens, in a sentence
 * @param events the records by their names, in order; a text, or fields over the sample; the only
 *     one may have no name
 * @param relay what the relay does
 * @param ports where the routes have to lead, in this order; empty for anywhere
 * @param expect what is to be seen, by what it is about
 * @param topics what is to be in topics of the user's own
 * @param killAt the effects after which the process is killed, by a word of them; empty for all
 */
public record Story(
        String name,
        String title,
        Map<String, Object> events,
        List<RelayRule> relay,
        List<String> ports,
        Map<About, List<String>> expect,
        Map<String, List<Map<String, Object>>> topics,
        Optional<List<String>> killAt) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PORT = Pattern.compile("(?:^|\\s)(\\d{2,5}) (?=[A-Z]+ |\\S+@)");

    /** What an expectation is about. */
    public enum About {
        /** {@code status reason} of each status event. */
        STATUS("status"),
        /** {@code port class reason} of each attempt. */
        ATTEMPTS("attempts"),
        /** {@code port recipients} of each mail that the relay took. */
        RELAY("relay"),
        /** {@code header value} of the dead letters. */
        DEAD_LETTER("dead-letter");

        private final String key;

        About(String key) {
            this.key = key;
        }

        public String key() {
            return key;
        }
    }

    /** The subject of this event's mail, unless the event has another. */
    public String subject(String event) {
        return event.isEmpty() ? name : name + " " + event;
    }

    /** The record's value. */
    public byte[] value(String event) {
        return text(event).getBytes(StandardCharsets.UTF_8);
    }

    private String text(String event) {
        Object told = events.get(event);
        if (told instanceof String text) {
            return text;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", subject(event));
        fields.put("from", "Shop <shop@example.org>");
        fields.put("to", List.of("ann@example.org"));
        fields.put("subject", subject(event));
        fields.put("text", "Hello.");
        if (told != null) {
            ((Map<?, ?>) told).forEach((field, value) -> fields.put((String) field, value));
        }
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The subject that this event's mail really has. */
    public String sentSubject(String event) {
        return events.get(event) instanceof Map<?, ?> fields && fields.get("subject") != null
                ? fields.get("subject").toString()
                : subject(event);
    }

    /** The ports that it names. */
    public Set<String> namedPorts() {
        Set<String> named = new TreeSet<>(ports);
        relay.stream()
                .map(RelayRule::port)
                .filter(port -> !port.equals(RelayRule.ANY_PORT))
                .forEach(named::add);
        List<String> lines = new ArrayList<>(expect.getOrDefault(About.ATTEMPTS, List.of()));
        lines.addAll(expect.getOrDefault(About.RELAY, List.of()));
        for (String line : lines) {
            Matcher port = PORT.matcher(line);
            if (port.find()) {
                named.add(port.group(1));
            }
        }
        return named;
    }
}
