package dev.waypost.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waypost.Surroundings;
import dev.waypost.Thorough;
import dev.waypost.WaypostProcess;
import dev.waypost.kafka.TopicRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

/**
 * Whatever is published and however the relay behaves: each record comes to exactly one end, and
 * that end is on a topic.
 */
class NothingSilentlyDroppedIT {

    private static final int RECORDS = Thorough.cases(600);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String[] REPLAY_ALL = {"dead-letters", "replay", "--all"};
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FINAL =
            Set.of("accepted", "partly_accepted", "rejected", "expired", "duplicate");

    /** One in six of each kind, the last two spoilt in a random way. */
    private static final String[] RECIPIENTS = {"ann", "450", "550", "mixed"};

    /** Repeated, in another case, and such as Camel would take for its own. */
    private static final List<Map.Entry<String, String>> HEADERS =
            List.of(
                    Map.entry("Subject", "evil"),
                    Map.entry("trace", "1"),
                    Map.entry("Trace", "2"),
                    Map.entry("trace", "3"),
                    Map.entry("CamelFileName", "x"),
                    Map.entry("kafka.OVERRIDE_TOPIC", "elsewhere"));

    @Test
    void each_record_comes_to_exactly_one_end() {
        long seed = Long.getLong("waypost.fuzz.seed", System.nanoTime());
        Random random = new Random(seed);
        try (Surroundings world = new Surroundings()) {
            world.relay().onAllPorts().whenRecipient("550@*").reply("550 5.1.1 no such user");
            world.relay().onAllPorts().whenRecipient("450@*").reply("450 4.2.1 busy").times(100);
            for (int i = 0; i < RECORDS; i++) {
                byte[] value = value(i, random).getBytes(StandardCharsets.UTF_8);
                byte[] key = ("r-" + i).getBytes(StandardCharsets.UTF_8);
                world.topics().send("outbound-mail", key, value, HEADERS);
            }
            try (WaypostProcess waypost =
                    world.settings().with("WAYPOST_RETRY_SCHEDULE", "1s*20").start()) {
                await("seed " + seed)
                        .atMost(Duration.ofMinutes(1))
                        .untilAsserted(
                                () -> {
                                    assertThat(ends(world)).hasSize(RECORDS);
                                    assertThat(world.topics().lag("waypost", "outbound-mail"))
                                            .isZero();
                                });
                assertThat(ends(world).values()).as("seed %d", seed).allMatch(n -> n == 1);
                assertThat(waypost.log()).doesNotContain("not foreseen");
                List<TopicRecord> deadLetters = world.topics().records("outbound-mail.dead-letter");
                assertThat(deadLetters)
                        .isNotEmpty()
                        .allSatisfy(letter -> assertThat(theirs(letter)).isEqualTo(HEADERS));
                assertThat(world.topics().records("outbound-mail.retry.1s"))
                        .isNotEmpty()
                        .allSatisfy(retry -> assertThat(theirs(retry)).isEqualTo(HEADERS));
            }
        }
    }

    @Test
    void a_replay_that_was_killed_goes_on_where_it_stopped_and_each_mail_arrives_once() {
        int mails = 40;
        try (Surroundings world = new Surroundings()) {
            world.relay()
                    .onAllPorts()
                    .whenRecipient("*")
                    .reply("550 5.1.1 no such user")
                    .times(mails);
            try (WaypostProcess waypost = world.settings().start()) {
                world.publish(0, mails);
                world.topics().awaitRecords("outbound-mail.dead-letter", mails, LONG);
                world.publish(0, 1);
                await("somebody has his mail since")
                        .atMost(LONG)
                        .until(() -> world.told().get("m-0").contains("accepted"));

                try (WaypostProcess killed =
                        world.settings()
                                .arguments(REPLAY_ALL)
                                .arguments("--rate", "10/s")
                                .start()) {
                    world.topics().awaitRecords("outbound-mail.retry.1m", 10, LONG);
                    killed.kill();
                }
                try (WaypostProcess resumed = world.settings().arguments(REPLAY_ALL).start()) {
                    assertThat(resumed.exitCode(LONG)).as(resumed.log()).isZero();
                }

                world.relay().awaitMails(mails, LONG);
                await("all is told")
                        .atMost(LONG)
                        .until(
                                () ->
                                        world.topics()
                                                        .lag(
                                                                "waypost.retry",
                                                                "outbound-mail.retry.1m")
                                                == 0);
                assertThat(world.arrived()).hasSize(mails);
                assertThat(world.arrivedAgain()).isEmpty();
                // Not even tried: an attempt would be told as a duplicate.
                assertThat(world.told().values()).noneMatch(told -> told.contains("duplicate"));
            }
        }
    }

    private static String value(int i, Random random) {
        String to = RECIPIENTS[i % RECIPIENTS.length];
        String recipients =
                to.equals("mixed")
                        ? "\"ann@example.org\", \"550@example.org\""
                        : "\"" + to + "@example.org\"";
        String good =
                """
                {"id": "r-%d", "from": "shop@example.org", "to": [%s], "subject": "s", "text": "t"}"""
                        .formatted(i, recipients);
        if (i % 6 < 4) {
            return good;
        }
        StringBuilder spoilt = new StringBuilder(good);
        spoilt.setCharAt(random.nextInt(good.length()), (char) (32 + random.nextInt(95)));
        return spoilt.toString();
    }

    /** The headers that the producer gave it, in their order. */
    private static List<Map.Entry<String, String>> theirs(TopicRecord record) {
        List<Map.Entry<String, String>> theirs = new ArrayList<>();
        for (Header header : record.headers()) {
            if (!header.key().startsWith("dead-letter-") && !header.key().startsWith("waypost-")) {
                String value = new String(header.value(), StandardCharsets.UTF_8);
                theirs.add(Map.entry(header.key(), value));
            }
        }
        return theirs;
    }

    /** How many final status events each record has, by its place. */
    private static Map<String, Integer> ends(Surroundings world) {
        Map<String, Integer> ends = new HashMap<>();
        List<TopicRecord> statuses = world.topics().records("outbound-mail.status");
        for (TopicRecord status : statuses) {
            JsonNode data = read(status.value());
            if (FINAL.contains(data.get("status").asText())) {
                ends.merge(data.get("record").toString(), 1, Integer::sum);
            }
        }
        return ends;
    }

    private static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
