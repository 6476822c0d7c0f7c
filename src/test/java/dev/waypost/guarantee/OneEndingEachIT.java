package dev.waypost.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.Surroundings;
import dev.waypost.Thorough;
import dev.waypost.WaypostProcess;
import dev.waypost.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Whatever the relay says or does not say: each recipient of each mail comes to exactly one end,
 * accepted or dead letter, and gets a second copy only where an attempt was reported in doubt. A
 * failure prints its seed; {@code -Dwaypost.fuzz.seed} repeats its script, not its timing.
 */
class OneEndingEachIT {

    private static final int MAILS = Thorough.cases(2000);
    private static final List<String> POLICIES =
            List.of(
                    "{}",
                    "{\"uncertain\": \"retry-later\"}",
                    "{\"uncertain\": \"hold\"}",
                    "{\"uncertain\": \"assume-accepted\"}");

    @Test
    void each_recipient_comes_to_exactly_one_end_whatever_the_relay_does() {
        long seed = Long.getLong("waypost.fuzz.seed", System.nanoTime());
        try (Surroundings world = new Surroundings();
                WaypostProcess waypost = impatient(world).asUsersDo().start()) {
            round(seed, MAILS, world, waypost);
        }
    }

    static void round(long seed, int mails, Surroundings world, WaypostProcess waypost) {
        Random random = new Random(seed);
        world.relay().login("waypost", "right");
        new RandomMisbehaviour(random, world.relay()).begin();
        Map<String, List<String>> published = new LinkedHashMap<>();
        for (int i = 0; i < mails; i++) {
            publish("m-" + i, random, world.topics(), published);
        }
        await("-Dwaypost.fuzz.seed=" + seed)
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> world.relay().mailCount() > 0 && lag(world.topics()) == 0);

        try {
            new Endings(published).check(world.topics(), world.relay().mails());
            assertThat(waypost.isAlive()).isTrue();
            assertThat(waypost.log()).doesNotContain("not foreseen");
        } catch (AssertionError fault) {
            throw new AssertionError("-Dwaypost.fuzz.seed=" + seed, fault);
        }
    }

    /** All that is patience is over in a second. */
    static WaypostProcess.Settings impatient(Surroundings world) {
        WaypostProcess.Settings settings =
                world.settings()
                        .with("WAYPOST_RELAY_USERNAME", "waypost")
                        .with("WAYPOST_RELAY_PASSWORD", "right")
                        .with("WAYPOST_RELAY_HALT_BACKOFF", "1s")
                        .with("WAYPOST_DELIVERY_COOL_DOWN", "1s")
                        .with("WAYPOST_DELIVERY_LONGEST_COOL_DOWN", "1s")
                        .with("WAYPOST_RETRY_SCHEDULE", "1s*5");
        for (String phase : List.of("GREETING", "COMMAND", "DATA", "BLOCK", "END_OF_DATA")) {
            settings.with("WAYPOST_DELIVERY_TIMEOUT_" + phase, "1s");
        }
        return settings;
    }

    static void publish(
            String id, Random random, Topics topics, Map<String, List<String>> published) {
        List<String> recipients = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            recipients.add("r" + i + "@example.org");
        }
        String value =
                """
                {"id": "%s", "from": "shop@example.org", "to": [%s], "subject": "%s", "text": "%s",
                 "delivery": %s}"""
                        .formatted(
                                id,
                                recipients.stream()
                                        .map(recipient -> '"' + recipient + '"')
                                        .collect(Collectors.joining(", ")),
                                id,
                                "t".repeat(random.nextInt(20) == 0 ? 30_000 : 10),
                                POLICIES.get(random.nextInt(POLICIES.size())));
        published.put(id, recipients);
        topics.send("outbound-mail", null, value.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** Whatever waits in any of the topics that are read; 1 at least until they are there. */
    static long lag(Topics topics) {
        long lag = topics.lag("waypost", "outbound-mail");
        return lag > 0 ? lag : topics.lag("waypost.retry", "outbound-mail.retry.1s");
    }
}
