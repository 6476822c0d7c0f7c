package dev.waypost.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waypost.PublishedSchemas;
import dev.waypost.Surroundings;
import dev.waypost.Thorough;
import dev.waypost.WaypostProcess;
import dev.waypost.kafka.TopicRecord;
import dev.waypost.kafka.Topics;
import dev.waypost.ops.rehearse.story.Story.About;
import dev.waypost.relay.ReceivedMail;
import dev.waypost.relay.ScriptedRelay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Plays every story of {@code routes/scenarios} against the built artifact, a real broker and a
 * scripted relay behind real TLS.
 */
class ScenariosIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One for each ending, and for each way to the next port. The others are played against this
     * broker at night; the rehearsal plays all of them each time. Each port has taken a mail before
     * all three break off: what breaks off in a port's first group of commands is taken for
     * pipelining that does not work, and tried again without it.
     */
    private static final List<String> ALWAYS =
            List.of(
                    "01-first-port",
                    "02-first-port-blocked",
                    "03-only-implicit-tls",
                    "05-starttls-stripped",
                    "11-recipient-deferred",
                    "12-recipient-rejected",
                    "13-each-recipient-its-own-ending",
                    "16-in-doubt",
                    "17-retries-exhausted",
                    "19-broken-off-on-every-port",
                    "21-unknown-field",
                    "24-every-part",
                    "30-login-refused",
                    "31-throttled");

    private static Surroundings world;
    private static ScriptedRelay relay;
    private static Topics topics;
    private static WaypostProcess waypost;

    @BeforeAll
    static void start() {
        world = new Surroundings();
        relay = world.relay();
        topics = world.topics();
        relay.login("waypost", "secret");
        waypost =
                world.settings()
                        .with("WAYPOST_RELAY_USERNAME", "waypost")
                        .with("WAYPOST_RELAY_PASSWORD", "secret")
                        .with("WAYPOST_RELAY_HALT_BACKOFF", "1s")
                        .with("WAYPOST_RETRY_SCHEDULE", "1s*3")
                        .with("WAYPOST_DELIVERY_COOL_DOWN", "500ms")
                        .with("WAYPOST_DELIVERY_TIMEOUT_CONNECT", "2s")
                        .with("WAYPOST_DELIVERY_TIMEOUT_GREETING", "1s")
                        .with("WAYPOST_DELIVERY_TIMEOUT_COMMAND", "2s")
                        .with("WAYPOST_DELIVERY_TIMEOUT_END_OF_DATA", "2s")
                        .start()
                        .ready();
    }

    @AfterAll
    static void stop() {
        waypost.close();
        world.close();
    }

    @TestFactory
    Stream<DynamicTest> each_story_comes_out_as_told() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes/scenarios"))) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(Story::of)
                    .filter(story -> Thorough.isOn() || ALWAYS.contains(story.name()))
                    .toList()
                    .stream()
                    .map(story -> DynamicTest.dynamicTest(story.title(), () -> play(story)));
        }
    }

    @AfterAll
    static void all_that_was_written_is_as_published() throws IOException {
        PublishedSchemas.checkAll(topics, "1s");
    }

    private static void play(Story story) throws IOException {
        fresh();
        story.script(relay);

        Place sent = publish(story);

        List<String> expected = story.expected(About.STATUS);
        List<JsonNode> told = new ArrayList<>();
        await(story.name() + ": " + expected)
                .atMost(SOON)
                .untilAsserted(
                        () -> {
                            told.clear();
                            told.addAll(statuses(sent));
                            assertThat(told.stream().map(ScenariosIT::statusLine))
                                    .as("status events")
                                    .isEqualTo(expected);
                        });
        if (story.expected(About.ATTEMPTS) != null) {
            assertThat(told.stream().flatMap(ScenariosIT::attempts).toList())
                    .as("attempts")
                    .isEqualTo(story.expected(About.ATTEMPTS));
        }
        assertThat(received(story))
                .as("what the relay took")
                .isEqualTo(story.expected(About.RELAY));
        assertThat(relay.plaintextMails()).isEmpty();
        assertThat(waypost.log())
                .as("the log")
                .doesNotContain(Story.MARKER)
                .doesNotContain("@example.org");
        List<String> deadLetter = story.expected(About.DEAD_LETTER);
        TopicRecord buried = deadLetter(sent);
        if (deadLetter == null) {
            assertThat(buried).as("dead letter").isNull();
        } else {
            assertThat(buried).as("dead letter").isNotNull();
            for (String line : deadLetter) {
                int space = line.indexOf(' ');
                assertThat(buried.header("dead-letter-" + line.substring(0, space)))
                        .as("dead-letter: %s", line)
                        .hasValue(line.substring(space + 1));
            }
        }
    }

    /** As after a start: every port open and trusted, every circuit closed, nothing heard yet. */
    private static void fresh() {
        relay.reset();
        relay.login("waypost", "secret");
        await("every port trusted again")
                .atMost(SOON)
                .until(
                        () ->
                                waypost.status("/q/health/ready") == 200
                                        && waypost.page("/q/metrics")
                                                .lines()
                                                .filter(l -> l.startsWith("waypost_port_postponed"))
                                                .allMatch(l -> l.endsWith(" 0.0")));
        // Last of all, for a probe leaves its connection to the next mail.
        ScenarioPorts.forEachPort(port -> relay.on(port).dropConnections());
        relay.forget();
    }

    private record Place(String id, int partition, long offset) {}

    private static Place publish(Story story) {
        String id = story.name() + "-" + System.nanoTime();
        var place = topics.publish("outbound-mail", id, story.value(id));
        return new Place(id, place.partition(), place.offset());
    }

    private static List<JsonNode> statuses(Place sent) throws IOException {
        List<JsonNode> found = new ArrayList<>();
        for (TopicRecord status : topics.records("outbound-mail.status")) {
            JsonNode data = JSON.readTree(status.value());
            JsonNode record = data.get("record");
            if (record.get("partition").asInt() == sent.partition()
                    && record.get("offset").asLong() == sent.offset()) {
                found.add(data);
            }
        }
        return found;
    }

    private static TopicRecord deadLetter(Place sent) {
        return topics.records("outbound-mail.dead-letter").stream()
                .filter(
                        record ->
                                record.header("dead-letter-partition")
                                                .orElseThrow()
                                                .equals(Integer.toString(sent.partition()))
                                        && record.header("dead-letter-offset")
                                                .orElseThrow()
                                                .equals(Long.toString(sent.offset())))
                .findFirst()
                .orElse(null);
    }

    private static String statusLine(JsonNode data) {
        return data.get("status").asText() + " " + data.get("reason").asText();
    }

    private static Stream<String> attempts(JsonNode data) {
        List<String> lines = new ArrayList<>();
        if (data.get("chain") != null) {
            data.get("chain")
                    .forEach(
                            attempt ->
                                    lines.add(
                                            ScenarioPorts.name(relay, attempt.get("port").asInt())
                                                    + " "
                                                    + attempt.get("class").asText()
                                                    + " "
                                                    + attempt.get("reason").asText()));
        }
        return lines.stream();
    }

    private static List<String> received(Story story) {
        return relay.mails().stream()
                .filter(mail -> story.subject().equals(mail.subject()))
                .map(ScenariosIT::line)
                .toList();
    }

    private static String line(ReceivedMail mail) {
        return ScenarioPorts.name(mail.port()) + " " + String.join(" ", mail.recipients());
    }
}
