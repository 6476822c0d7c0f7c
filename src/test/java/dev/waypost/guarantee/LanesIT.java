package dev.waypost.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.Surroundings;
import dev.waypost.Thorough;
import dev.waypost.WaypostProcess;
import dev.waypost.kafka.TopicRecord;
import dev.waypost.relay.Port;
import dev.waypost.relay.ReceivedMail;
import dev.waypost.relay.TokenBucket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A mail that is urgent waits for no newsletter, and no newsletter waits for ever. */
class LanesIT {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String TOPIC = "outbound-mail";
    private static final int PER_SECOND = 50;

    /** Set {@code waypost.bulk} to see what 200,000 do. */
    private static final int BULK = Integer.getInteger("waypost.bulk", 5_000);

    private static final int URGENT = Integer.getInteger("waypost.urgent", Thorough.cases(32));

    private final Surroundings world = new Surroundings();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @Tag("alone")
    void a_high_mail_does_not_wait_behind_the_bulk_ones() throws Exception {
        TokenBucket bucket = new TokenBucket(PER_SECOND);
        world.relay().on(Port.SUBMISSION).limit(bucket);
        create(4, "", ".high", ".bulk");
        publish(".bulk", "b", 0, BULK, "");

        try (WaypostProcess waypost = lanes().start()) {
            await("the limit is found").atMost(LONG).until(() -> world.relay().mailCount() > 400);
            int before = world.relay().mailCount();
            Instant began = Instant.now();
            Map<String, Instant> published = new HashMap<>();
            for (int i = 0; i < URGENT; i++) {
                int due = before + i * PER_SECOND;
                await().atMost(LONG).until(() -> world.relay().mailCount() >= due);
                published.put("h-" + i, Instant.now());
                publish(".high", "h", i, i + 1, "");
            }
            await("the last one").atMost(LONG).until(() -> arrivals("h").size() == URGENT);
            double seconds = Duration.between(began, Instant.now()).toMillis() / 1000.0;

            List<Long> waits = new ArrayList<>();
            arrivals("h")
                    .forEach(
                            (subject, at) ->
                                    waits.add(
                                            Duration.between(published.get(subject), at)
                                                    .toMillis()));
            waits.sort(Long::compare);
            int bulk = world.relay().mailCount() - before - URGENT;
            System.out.printf(
                    "%,d bulk mails waiting: high mails took %d ms (median), %d ms (p99), %d ms"
                            + " (longest); bulk %.1f/s beside them, throttled %d of %d%n",
                    BULK,
                    waits.get(waits.size() / 2),
                    waits.get((int) Math.ceil(waits.size() * 0.99) - 1),
                    waits.get(waits.size() - 1),
                    bulk / seconds,
                    bucket.refused(),
                    world.relay().mailCount());
            // Behind the bulk ones it would have been a minute and more.
            assertThat(waits.get(waits.size() - 1)).isLessThan(10_000);
            assertThat(bulk).isGreaterThan(URGENT);
            assertThat(waypost.page("/q/metrics"))
                    .contains("waypost_lane_waiting{lane=\"bulk\"}")
                    .contains("waypost_lane_oldest_seconds{lane=\"bulk\"}")
                    .contains("waypost_lane_in_flight{lane=\"high\"}");
        }

        assertThat(world.duplicates()).isZero();
    }

    @Test
    void bulk_mails_go_on_beside_a_flood_of_high_ones() {
        world.relay().on(Port.SUBMISSION).limit(new TokenBucket(PER_SECOND));
        create(4, "", ".high", ".bulk");
        publish(".high", "h", 0, 2_000, "");
        publish(".bulk", "b", 0, 200, "");

        try (WaypostProcess waypost = lanes().with("WAYPOST_DELIVERY_LEAST_SHARE", 0.3).start()) {
            await("the first high ones").atMost(LONG).until(() -> arrivals("h").size() > 300);

            assertThat(arrivals("b").size())
                    .as("every third turn, give or take the start")
                    .isBetween(arrivals("h").size() / 5, arrivals("h").size());
            assertThat(waypost.log()).doesNotContain("ERROR");
        }
    }

    @Test
    void a_priority_moves_the_record_to_its_lane_as_it_came_and_once() {
        create(2, "", ".high", ".bulk");
        byte[] key = "k".getBytes(StandardCharsets.UTF_8);
        List<Map.Entry<String, String>> headers =
                List.of(Map.entry("x-trace", "1"), Map.entry("x-trace", "2"));
        for (String lane : List.of("high", "normal", "bulk")) {
            byte[] value = value("to-" + lane, ", \"priority\": \"" + lane + "\"");
            get(world.topics().send(TOPIC, key, value, headers));
            get(world.topics().send(TOPIC + ".bulk", key, value("from-" + lane, ""), headers));
        }

        try (WaypostProcess waypost = lanes().start()) {
            await("all accepted").atMost(LONG).until(() -> world.told().size() == 6);
            await("all committed")
                    .atMost(LONG)
                    .untilAsserted(
                            () -> {
                                assertThat(world.topics().lag("waypost", TOPIC)).isZero();
                                assertThat(world.topics().lag("waypost.high", TOPIC + ".high"))
                                        .isZero();
                                assertThat(world.topics().lag("waypost.bulk", TOPIC + ".bulk"))
                                        .isZero();
                            });
            assertThat(waypost.log()).doesNotContain("ERROR");
        }

        List<TopicRecord> high = world.topics().records(TOPIC + ".high");
        assertThat(high).hasSize(1);
        assertThat(high.get(0).key()).isEqualTo(key);
        assertThat(high.get(0).value()).isEqualTo(value("to-high", ", \"priority\": \"high\""));
        assertThat(high.get(0).headers().headers("x-trace")).hasSize(2);
        assertThat(high.get(0).header("waypost-topic")).contains(TOPIC);
        assertThat(world.topics().records(TOPIC + ".bulk")).hasSize(4);
        assertThat(world.topics().records(TOPIC)).hasSize(3);
        assertThat(world.told().values()).allMatch(told -> told.equals(List.of("accepted")));
        assertThat(world.topics().records(TOPIC + ".status").stream().map(TopicRecord::text))
                .filteredOn(text -> text.contains("\"to-high\""))
                .singleElement()
                .asString()
                .contains("\"record\":{\"topic\":\"outbound-mail\"");
        assertThat(world.duplicates()).isZero();
    }

    @Test
    void a_mail_that_is_put_off_stays_in_its_lane_and_its_dead_letter_knows_it() {
        world.relay().on(Port.SUBMISSION).whenRecipient("u-0@*").reply("450 4.2.0 later").times(1);
        world.relay().on(Port.SUBMISSION).whenRecipient("u-0@*").reply("550 5.1.1 nobody");
        create(2, "", ".high", ".bulk");
        publish(".bulk", "u", 0, 1, "");

        try (WaypostProcess waypost =
                lanes().with("WAYPOST_LANES", "bulk")
                        .with("WAYPOST_RETRY_SCHEDULE", "1s*3")
                        .start()) {
            TopicRecord letter =
                    world.topics().awaitRecords(TOPIC + ".dead-letter", 1, LONG).get(0);

            assertThat(letter.header("dead-letter-lane")).contains("bulk");
            assertThat(letter.header("dead-letter-topic")).contains(TOPIC + ".bulk");
            assertThat(world.topics().records(TOPIC + ".retry.1s.bulk")).hasSize(1);
            assertThat(world.topics().records(TOPIC + ".retry.1s")).isEmpty();
            await("committed")
                    .atMost(LONG)
                    .until(
                            () ->
                                    world.topics().lag("waypost.retry", TOPIC + ".retry.1s.bulk")
                                            == 0);
            waitsForNextMonthAndIsToldOnce();
            assertThat(waypost.log())
                    .containsOnlyOnce("the topic outbound-mail.high is read by nobody, for");
        }
    }

    /** It is written again once a day at most, in its lane, and nobody hears of that. */
    private void waitsForNextMonthAndIsToldOnce() {
        String waiting = TOPIC + ".retry.1d.bulk";
        publish(
                ".bulk",
                "s",
                0,
                1,
                ", \"send_at\": \"%s\"".formatted(Instant.now().plus(Duration.ofDays(30))));
        TopicRecord written = world.topics().awaitRecords(waiting, 1, LONG).get(0);
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        written.headers()
                .forEach(
                        header ->
                                headers.add(
                                        Map.entry(
                                                header.key(),
                                                new String(
                                                        header.value(), StandardCharsets.UTF_8))));

        get(world.topics().send(TOPIC + ".retry.1s.bulk", written.key(), written.value(), headers));

        List<TopicRecord> both = world.topics().awaitRecords(waiting, 2, LONG);
        assertThat(both)
                .extracting(record -> record.header("waypost-due-at"))
                .containsOnly(written.header("waypost-due-at"));
        assertThat(world.told()).containsEntry("s-0", List.of("deferred"));
    }

    @Test
    void without_lanes_a_priority_changes_nothing() {
        create(2, "");
        publish("", "m", 0, 3, ", \"priority\": \"high\"");

        try (WaypostProcess waypost = world.settings().start()) {
            await("all accepted").atMost(LONG).until(() -> world.told().size() == 3);
            assertThat(waypost.log()).doesNotContain("ERROR");
        }

        assertThat(world.topics().names()).doesNotContain(TOPIC + ".high", TOPIC + ".bulk");
    }

    private WaypostProcess.Settings lanes() {
        return world.settings().with("WAYPOST_LANES", "high,bulk");
    }

    private void create(int partitions, String... lanes) {
        for (String lane : lanes) {
            world.topics().create(TOPIC + lane, partitions);
        }
    }

    /** When each mail of this kind arrived. */
    private Map<String, Instant> arrivals(String kind) {
        Map<String, Instant> arrivals = new HashMap<>();
        for (ReceivedMail mail : List.copyOf(world.relay().mails())) {
            if (mail.subject().startsWith(kind + "-")) {
                arrivals.put(mail.subject(), mail.receivedAt());
            }
        }
        return arrivals;
    }

    private void publish(String lane, String kind, int from, int to, String more) {
        List<Future<RecordMetadata>> sent =
                IntStream.range(from, to)
                        .mapToObj(
                                i ->
                                        world.topics()
                                                .send(
                                                        TOPIC + lane,
                                                        null,
                                                        value(kind + "-" + i, more),
                                                        Map.of()))
                        .toList();
        sent.forEach(LanesIT::get);
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError("not published", e);
        }
    }

    private static byte[] value(String id, String more) {
        return """
        {"id": "%s", "from": "shop@example.org", "to": ["%s@example.org"],
         "subject": "%s", "text": "Hello."%s}"""
                .formatted(id, id, id, more)
                .getBytes(StandardCharsets.UTF_8);
    }
}
