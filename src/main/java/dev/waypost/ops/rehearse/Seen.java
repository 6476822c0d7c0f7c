package dev.waypost.ops.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waypost.carry.DeadLetter;
import dev.waypost.config.TopicNames;
import dev.waypost.ops.rehearse.kafka.MemoryKafka;
import dev.waypost.ops.rehearse.relay.RelayDouble;
import dev.waypost.ops.rehearse.story.Story;
import dev.waypost.ops.rehearse.story.Story.About;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a playing has left in the world, in the words of stories. Read once it is over. */
final class Seen {

    private static final Pattern SUBJECT = Pattern.compile("(?im)^Subject: (.*?)\r?$");

    private final Story story;
    private final Map<About, List<String>> lines = new EnumMap<>(About.class);
    private final Map<String, Map<String, String>> letters = new LinkedHashMap<>();

    /** How often each recipient has each event's mail, by {@code event recipient}. */
    private final Map<String, Integer> copies = new HashMap<>();

    /** How many of them may come again, for the relay never said that it has them. */
    private final Map<String, Integer> unconfirmed = new HashMap<>();

    private final Map<String, Set<String>> ids = new HashMap<>();

    /** Who is accounted for, by the relay or a dead letter. */
    private final Set<String> accounted = new TreeSet<>();

    private final MemoryKafka kafka;

    Seen(Story story, World world, String topic) {
        this.story = story;
        this.kafka = world.kafka();
        for (About about : About.values()) {
            lines.put(about, new ArrayList<>());
        }
        int offset = 0;
        for (String event : story.events().keySet()) {
            statuses(event, topic, offset);
            letters(event, topic, offset);
            for (RelayDouble.Taken mail : world.relay().taken()) {
                if (isOf(event, mail)) {
                    taken(event, mail, world.relay().isConfirmed(mail));
                }
            }
            offset++;
        }
    }

    private static String named(String event, String line) {
        return event.isEmpty() ? line : event + " " + line;
    }

    private void statuses(String event, String topic, int offset) {
        for (ConsumerRecord<byte[], byte[]> record :
                kafka.records(new TopicNames(topic).status())) {
            JsonNode data = new RecordWords(record).json();
            if (data.path("record").path("offset").asLong(-1) != offset) {
                continue;
            }
            String line = data.path("status").asText() + " " + data.path("reason").asText();
            lines.get(About.STATUS).add(named(event, line));
            for (JsonNode attempt : data.path("chain")) {
                lines.get(About.ATTEMPTS)
                        .add(
                                named(
                                        event,
                                        "%s %s %s"
                                                .formatted(
                                                        attempt.path("port").asText(),
                                                        attempt.path("class").asText(),
                                                        attempt.path("reason").asText())));
            }
        }
    }

    private void letters(String event, String topic, int offset) {
        for (ConsumerRecord<byte[], byte[]> record :
                kafka.records(new TopicNames(topic).deadLetters())) {
            Map<String, String> headers = new RecordWords(record).headers();
            if (!headers.getOrDefault(DeadLetter.PREFIX + "offset", "")
                    .equals(String.valueOf(offset))) {
                continue;
            }
            letters.putIfAbsent(event, headers);
            String recipients = headers.getOrDefault(DeadLetter.PREFIX + "recipients", "");
            for (String recipient : recipients.split("[\\s,]+")) {
                accounted.add(event + " " + recipient);
            }
        }
    }

    private void taken(String event, RelayDouble.Taken mail, boolean confirmed) {
        String recipients = String.join(" ", mail.recipients());
        lines.get(About.RELAY).add(named(event, mail.port() + " " + recipients));
        for (String recipient : mail.recipients()) {
            String copy = event + " " + recipient;
            if (!mail.suppressed().contains(recipient)) {
                copies.merge(copy, 1, Integer::sum);
                unconfirmed.merge(copy, confirmed ? 0 : 1, Integer::sum);
            }
            ids.computeIfAbsent(copy, any -> new TreeSet<>()).add(mail.id());
            accounted.add(copy);
        }
    }

    private boolean isOf(String event, RelayDouble.Taken mail) {
        Matcher subject = SUBJECT.matcher(mail.message());
        return story.events().size() == 1
                || subject.find() && subject.group(1).equals(story.sentSubject(event));
    }

    /** What is otherwise than the story tells, one line each; empty where all is as told. */
    List<String> differences() {
        List<String> differences = new ArrayList<>();
        for (About about : List.of(About.STATUS, About.ATTEMPTS, About.RELAY)) {
            List<String> expected = story.expect().get(about);
            if (expected != null && !expected.equals(lines.get(about))) {
                differences.add(difference(about.key(), expected, lines.get(about)));
            }
        }
        letters(differences);
        story.topics().forEach((topic, records) -> topic(topic, records, differences));
        return differences;
    }

    private static String difference(String what, List<?> expected, List<?> seen) {
        return "%s: expected %s, seen %s".formatted(what, expected, seen);
    }

    private void letters(List<String> differences) {
        List<String> expected = story.expect().get(About.DEAD_LETTER);
        for (String event : story.events().keySet()) {
            Map<String, String> seen = letters.get(event);
            List<String> lines =
                    expected == null
                            ? List.of()
                            : expected.stream()
                                    .filter(line -> event.isEmpty() || line.startsWith(event + " "))
                                    .map(
                                            line ->
                                                    event.isEmpty()
                                                            ? line
                                                            : line.substring(event.length() + 1))
                                    .toList();
            String what = named(event, "dead-letter").strip();
            if (lines.isEmpty() && seen != null) {
                differences.add(
                        difference(
                                what,
                                List.of(),
                                List.of("reason " + seen.get(DeadLetter.PREFIX + "reason"))));
            } else if (!lines.isEmpty()) {
                List<String> its =
                        lines.stream()
                                .map(line -> line.substring(0, line.indexOf(' ')))
                                .filter(header -> seen != null)
                                .map(header -> header + " " + seen.get(DeadLetter.PREFIX + header))
                                .toList();
                if (!lines.equals(its)) {
                    differences.add(difference(what, lines, its));
                }
            }
        }
    }

    private void topic(String topic, List<Map<String, Object>> expected, List<String> differences) {
        List<ConsumerRecord<byte[], byte[]>> records = kafka.records(topic);
        boolean fits = records.size() == expected.size();
        for (int i = 0; fits && i < records.size(); i++) {
            fits = new RecordWords(records.get(i)).fit(expected.get(i));
        }
        if (!fits) {
            List<Map<String, Object>> seen =
                    records.stream().map(RecordWords::new).map(RecordWords::all).toList();
            differences.add(difference("topic " + topic, expected, seen));
        }
    }

    Set<String> accounted() {
        return accounted;
    }

    Map<String, Integer> copies() {
        return copies;
    }

    int unconfirmed(String copy) {
        return unconfirmed.getOrDefault(copy, 0);
    }

    /** Copies of one mail whose Message-IDs differ. */
    List<String> changedIds() {
        return ids.entrySet().stream()
                .filter(copy -> copy.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }
}
