package dev.waypost.ops.deadletter;

import static dev.waypost.ops.deadletter.Letters.aLetter;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypost.PublishedSchemas;
import dev.waypost.config.KafkaSettings;
import dev.waypost.dedup.SeenEvents;
import dev.waypost.kafka.EmbeddedKafka;
import dev.waypost.kafka.TopicRecord;
import dev.waypost.kafka.Topics;
import dev.waypost.ops.Settings;
import dev.waypost.ops.scan.Progress;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    private static final String ANN_AND_BOB =
            """
            {"id": "order-1", "from": "shop@example.org", "subject": "s", "text": "t",
             "to": ["ann@example.net", "bob@example.net"]}""";

    private static EmbeddedKafka kafka;
    private static Topics topics;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.started();
        topics = new Topics(kafka.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        topics.close();
        kafka.close();
    }

    @Test
    void every_dead_letter_is_browsed_and_looking_twice_shows_the_same() {
        bury("browse", aLetter().at(0, 0), aLetter().at(2, 0));

        assertThat(browsed("browse", DeadLetterFilter.ALL)).containsExactlyInAnyOrder("0:0", "2:0");
        assertThat(browsed("browse", DeadLetterFilter.ALL)).containsExactlyInAnyOrder("0:0", "2:0");
    }

    @Test
    void a_topic_without_dead_letters_is_empty() {
        assertThat(browsed("none", DeadLetterFilter.ALL)).isEmpty();
    }

    @Test
    void one_is_found_by_its_place_and_a_place_without_one_is_empty() {
        bury("place", aLetter().at(1, 0).with("reason", "mailbox_unknown"));

        assertThat(letters("place").at(new Place(1, 0)).orElseThrow().reason())
                .isEqualTo("mailbox_unknown");
        assertThat(letters("place").at(new Place(1, 1))).isEmpty();
        assertThat(letters("place").at(new Place(0, 0))).isEmpty();
        assertThat(letters("place").at(new Place(99, 0))).isEmpty();
    }

    @Test
    void a_filter_finds_its_letters_and_they_are_counted_by_what_is_asked() {
        bury(
                "filter",
                aLetter().at(0, 0).with("reason", "expired"),
                aLetter().at(0, 1).with("reason", "expired"),
                aLetter().at(0, 2).with("reason", "mailbox_unknown"));

        assertThat(browsed("filter", DeadLetterFilter.ALL.reasons(List.of("expired"))))
                .containsExactly("0:0", "0:1");
        assertThat(browsed("filter", DeadLetterFilter.ALL.within(places("0:1-"))))
                .containsExactly("0:1", "0:2");
        assertThat(browsed("filter", DeadLetterFilter.ALL.after(Instant.now().plusSeconds(9))))
                .isEmpty();
        Counts counts =
                letters("filter").count(DeadLetterFilter.ALL, CountBy.REASON, Progress.NONE);
        assertThat(counts.each().toString()).isEqualTo("{expired=2, mailbox_unknown=1}");
        assertThat(counts.total()).isEqualTo(3);
    }

    @Test
    void the_latest_come_first() {
        bury(
                "latest",
                aLetter().at(0, 0).with("failed-at", "2026-05-04T10:00:00Z"),
                aLetter().at(1, 0).with("failed-at", "2026-05-04T12:00:00Z"),
                aLetter().at(0, 1).with("failed-at", "2026-05-04T11:00:00Z"));

        assertThat(letters("latest").latest(DeadLetterFilter.ALL, 2, Progress.NONE))
                .extracting(letter -> letter.place().toString())
                .containsExactly("1:0", "0:1");
    }

    @Test
    void a_replay_is_the_original_for_those_only_that_were_given_up_and_is_marked()
            throws Exception {
        bury(
                "back",
                aLetter()
                        .at(0, 0)
                        .key("k")
                        .value(ANN_AND_BOB)
                        .header("traceparent", "00-1")
                        .with("mail-id", "order-1")
                        .with("reason", "mailbox_unknown")
                        .with("recipients", "bob@example.net")
                        .with("topic", "back")
                        .with("partition", "1")
                        .with("offset", "5")
                        .with("replay-count", "1"));

        ReplayReport report = replay("back", ReplayOrder.of(DeadLetterFilter.ALL));

        assertThat(report.putBack()).isEqualTo(1);
        assertThat(report.reasons()).containsExactly(Map.entry("mailbox_unknown", 1L));
        TopicRecord retry = only("back.retry.1m");
        assertThat(retry.keyText()).isEqualTo("k");
        assertThat(retry.text()).isEqualTo(ANN_AND_BOB);
        assertThat(retry.header("traceparent")).hasValue("00-1");
        assertThat(retry.header("dead-letter-reason")).isEmpty();
        assertThat(retry.header("waypost-remaining-recipients")).hasValue("bob@example.net");
        assertThat(retry.header("waypost-replay-count")).hasValue("2");
        assertThat(retry.header("waypost-attempts")).hasValue("0");
        assertThat(retry.header("waypost-offset")).hasValue("5");
        PublishedSchemas.checkRetry(retry);
        TopicRecord mark = only("back.status");
        PublishedSchemas.checkStatus(mark);
        assertThat(mark.keyText()).isEqualTo("order-1");
        assertThat(mark.text())
                .contains("\"status\":\"replayed\"", "\"email\":\"bob@example.net\"");
        assertThat(browsed("back", DeadLetterFilter.ALL)).containsExactly("0:0");
    }

    @Test
    void what_was_put_back_stays_until_somebody_says_again() {
        bury("once", aLetter().at(0, 0), aLetter().at(0, 1));
        ReplayOrder all = ReplayOrder.of(DeadLetterFilter.ALL);

        assertThat(
                        replay(
                                        "once",
                                        new ReplayOrder(
                                                DeadLetterFilter.ALL,
                                                1,
                                                null,
                                                3,
                                                false,
                                                false,
                                                false))
                                .limited())
                .isTrue();
        ReplayReport second = replay("once", all);

        assertThat(second.putBack()).isEqualTo(1);
        assertThat(second.heldBack()).isEqualTo(Map.of(HeldBack.REPLAYED, 1L));
        assertThat(replay("once", all).putBack()).isZero();
        assertThat(topics.records("once.retry.1m")).hasSize(2);
        ReplayOrder again = new ReplayOrder(DeadLetterFilter.ALL, 0, null, 3, true, false, false);
        assertThat(replay("once", again).putBack()).isEqualTo(2);
    }

    @Test
    void a_replay_that_was_killed_before_its_marks_is_known_by_its_records() {
        bury("killed", aLetter().at(0, 0), aLetter().at(0, 1));
        replay("killed", new ReplayOrder(DeadLetterFilter.ALL, 1, null, 3, false, false, false));
        topics.recreate("killed.status", 3);

        ReplayReport resumed = replay("killed", ReplayOrder.of(DeadLetterFilter.ALL));

        assertThat(resumed.heldBack()).isEqualTo(Map.of(HeldBack.REPLAYED, 1L));
        assertThat(topics.records("killed.retry.1m")).hasSize(2);
    }

    @Test
    void who_was_accepted_since_gets_nothing() {
        bury("accepted", aLetter().at(0, 0).value(ANN_AND_BOB).with("mail-id", "order-1"));
        accepted("accepted", "ann@example.net");

        replay("accepted", ReplayOrder.of(DeadLetterFilter.ALL));

        assertThat(only("accepted.retry.1m").header("waypost-remaining-recipients"))
                .hasValue("bob@example.net");

        accepted("accepted", "bob@example.net");
        ReplayOrder again = new ReplayOrder(DeadLetterFilter.ALL, 0, null, 3, true, false, false);
        assertThat(replay("accepted", again).heldBack()).isEqualTo(Map.of(HeldBack.ACCEPTED, 1L));
    }

    @Test
    void a_mail_that_came_back_too_often_and_what_nobody_could_read_stay() {
        bury(
                "loop",
                aLetter().at(0, 0).with("replay-count", "3"),
                aLetter().at(0, 1).with("reason", "unreadable_record").value(null));

        assertThat(replay("loop", ReplayOrder.of(DeadLetterFilter.ALL)).heldBack())
                .isEqualTo(Map.of(HeldBack.TOO_OFTEN, 1L, HeldBack.UNREADABLE, 1L));
    }

    @Test
    void what_failed_before_the_status_topic_remembers_stays_unless_told_otherwise()
            throws Exception {
        bury("old", aLetter().at(0, 0).with("failed-at", "2026-05-04T10:00:00Z"));
        write(new ProducerRecord<>("old.status", 0, null, "{}".getBytes(UTF_8)));
        write(new ProducerRecord<>("old.status", 0, null, "{}".getBytes(UTF_8)));
        try (Admin admin = Admin.create(kafka())) {
            admin.deleteRecords(
                            Map.of(
                                    new TopicPartition("old.status", 0),
                                    RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get();
        }

        assertThat(replay("old", ReplayOrder.of(DeadLetterFilter.ALL)).heldBack())
                .isEqualTo(Map.of(HeldBack.FORGOTTEN, 1L));
        ReplayOrder forgotten =
                new ReplayOrder(DeadLetterFilter.ALL, 0, null, 3, false, true, false);
        assertThat(replay("old", forgotten).putBack()).isEqualTo(1);
    }

    @Test
    void a_dry_run_says_what_would_be_put_back_and_writes_nothing() {
        bury("dry", aLetter().at(0, 0).with("reason", "expired"));

        ReplayReport report = replay("dry", ReplayOrder.of(DeadLetterFilter.ALL).rehearsed());

        assertThat(report.putBack()).isEqualTo(1);
        assertThat(topics.records("dry.retry.1m")).isEmpty();
        assertThat(topics.records("dry.status")).isEmpty();
    }

    @Test
    void without_a_status_topic_nothing_is_put_back() {
        write(aLetter().at(0, 0).to("bare.dead-letter"));

        assertThatThrownBy(() -> replay("bare", ReplayOrder.of(DeadLetterFilter.ALL)))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("bare.status does not exist");
    }

    private static List<PlaceRange> places(String... texts) {
        return List.of(texts).stream().map(PlaceRange::parse).toList();
    }

    private static List<String> browsed(String topic, DeadLetterFilter filter) {
        List<String> places = new ArrayList<>();
        letters(topic)
                .browse(filter, Progress.NONE, letter -> places.add(letter.place().toString()));
        return places;
    }

    private static ReplayReport replay(String topic, ReplayOrder order) {
        return letters(topic).replay(order, Progress.NONE, ReplayListener.NONE);
    }

    private static DeadLetters letters(String topic) {
        return new DeadLetters(
                Settings.of(Map.of("waypost.relay.host", "relay", "waypost.topic", topic)),
                new KafkaSettings(kafka()),
                Clock.systemUTC());
    }

    private static Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    private static TopicRecord only(String topic) {
        List<TopicRecord> records = topics.records(topic);
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private static void accepted(String topic, String recipient) {
        String marks = new SeenEvents(10).accepted("/order-1", List.of(recipient), null);
        ProducerRecord<byte[], byte[]> status =
                new ProducerRecord<>(topic + ".status", "{}".getBytes(UTF_8));
        status.headers().add("waypost-accepted", marks.getBytes(UTF_8));
        write(status);
    }

    private static void bury(String topic, Letters... letters) {
        topics.create(topic + ".status", 3);
        topics.create(topic + ".retry.1m", 1);
        for (Letters letter : letters) {
            write(letter.to(topic + ".dead-letter"));
        }
    }

    private static void write(ProducerRecord<byte[], byte[]> record) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(record).get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
