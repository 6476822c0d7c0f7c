package dev.waypost.ops.story;

import static dev.waypost.ops.deadletter.Letters.aLetter;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.waypost.config.KafkaSettings;
import dev.waypost.kafka.EmbeddedKafka;
import dev.waypost.ops.Settings;
import dev.waypost.ops.scan.Progress;
import dev.waypost.ops.story.Whereabouts.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MailStoriesTest {

    private static final Instant START = Instant.now();

    private static EmbeddedKafka kafka;
    private static KafkaProducer<byte[], byte[]> producer;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.started();
        producer =
                new KafkaProducer<>(kafka(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterAll
    static void stop() {
        producer.close();
        kafka.close();
    }

    @Test
    void what_the_topics_do_not_hold_is_not_found_and_it_is_said_since_when_they_hold_anything() {
        status("none", "order-1", "accepted", 0, "");

        Stories none = find("none", MailQuery.of("order-2"));

        assertThat(none.mails()).isEmpty();
        assertThat(none.statusSince()).isPresent();
        assertThat(none.deadLettersSince()).isEmpty();
        assertThat(none.read()).isEqualTo(1);
    }

    @Test
    void a_mail_is_found_by_id_recipient_message_id_and_record() {
        status(
                "by",
                "shop/4711",
                "accepted",
                0,
                """
                , "message_id": "<m1@example.org>",
                "recipients": [{"email": "Ann@example.net", "status": "accepted"}],
                "record": {"topic":"by","partition":2,"offset":17}""");
        status("by", "shop/4712", "accepted", 1, "");

        for (String text :
                List.of(
                        "shop/4711",
                        "ann@EXAMPLE.net",
                        "<m1@example.org>",
                        "m1@example.org",
                        "by/2/17")) {
            assertThat(find("by", MailQuery.of(text)).mails())
                    .as(text)
                    .extracting(MailStory::mailId)
                    .containsExactly("shop/4711");
        }
        assertThat(find("by", MailQuery.of("ann@example.net").only(MailQuery.By.ID)).mails())
                .isEmpty();
        assertThat(find("by", MailQuery.of("shop/4711").after(START.plusSeconds(3600))).mails())
                .isEmpty();
    }

    @Test
    void mails_of_one_recipient_are_told_with_all_their_events_the_latest_first() {
        String ann =
                ", \"recipients\": [{\"email\": \"ann@example.net\", \"status\": \"deferred\"}]";
        status("several", "order-1", "deferred", 0, "");
        status("several", "order-1", "deferred", 1, ann);
        status("several", "order-2", "deferred", 2, ann);

        assertThat(find("several", MailQuery.of("ann@example.net")).mails())
                .extracting(MailStory::mailId, story -> story.events().size())
                .containsExactly(tuple("order-2", 1), tuple("order-1", 2));
    }

    @Test
    void a_mail_put_off_waits_in_its_retry_topic_until_it_is_due() {
        status(
                "wait",
                "order-1",
                "deferred",
                0,
                """
                , "recipients": [{"email": "ann@example.net", "status": "accepted"},
                                 {"email": "bob@example.net", "status": "deferred"}]""");
        ProducerRecord<byte[], byte[]> retry = record("wait.retry.1m", null, "{}");
        header(retry, "waypost-mail-id", "order-1");
        header(retry, "waypost-due-at", "2030-05-04T10:00:00Z");
        write(retry);

        List<Whereabouts> now = find("wait", MailQuery.of("order-1")).mails().get(0).now();

        assertThat(now)
                .extracting(Whereabouts::state)
                .containsExactly(State.ACCEPTED, State.WAITING);
        assertThat(now.get(1).recipients()).containsExactly("bob@example.net");
        assertThat(now.get(1).nextTry()).hasValue(Instant.parse("2030-05-04T10:00:00Z"));
        assertThat(now.get(1).place().orElseThrow().topic()).isEqualTo("wait.retry.1m");
    }

    @Test
    void a_mail_that_nobody_has_taken_yet_stands_in_its_topic() {
        write(record("queue", null, "{\"id\": \"order-0\"}"));
        write(record("queue", null, "{\"id\": \"order-1\", \"to\": \"ann@example.net\"}"));

        assertThat(find("queue", MailQuery.of("ann@example.net")).mails())
                .singleElement()
                .satisfies(
                        story -> {
                            assertThat(story.mailId()).isEqualTo("order-1");
                            assertThat(story.now().get(0).state()).isEqualTo(State.QUEUED);
                            assertThat(story.now().get(0).ahead()).isEqualTo(1);
                        });
    }

    @Test
    void a_dead_letter_tells_what_the_status_topic_has_forgotten() {
        write(
                aLetter()
                        .at(0, 0)
                        .with("mail-id", "order-1")
                        .with("reason", "expired")
                        .with("history", "2026-05-04T10:00:00Z RETRY deferred DATA 451")
                        .to("forgotten.dead-letter"));

        assertThat(find("forgotten", MailQuery.of("order-1")).mails().get(0).now())
                .singleElement()
                .satisfies(
                        now -> {
                            assertThat(now.state()).isEqualTo(State.GIVEN_UP);
                            assertThat(now.reason()).isEqualTo("expired");
                            assertThat(now.place().orElseThrow().offset()).isZero();
                        });
    }

    @Test
    void who_was_given_up_and_put_back_is_on_the_way_again() {
        String both =
                """
                , "recipients": [{"email": "ann@example.net", "status": "accepted"},
                                 {"email": "bob@example.net", "status": "rejected"}]""";
        status("again", "order-1", "accepted", 0, both);
        status("again", "order-1", "replayed", 1, "");

        assertThat(find("again", MailQuery.of("order-1")).mails().get(0).now())
                .extracting(now -> now.state() + " " + now.recipients())
                .containsExactly("ACCEPTED [ann@example.net]", "REPLAYED [bob@example.net]");
    }

    private static Stories find(String topic, MailQuery query) {
        return new MailStories(
                        Settings.of(Map.of("waypost.relay.host", "relay", "waypost.topic", topic)),
                        new KafkaSettings(kafka()))
                .find(query, Progress.NONE);
    }

    private static Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    private static void status(String topic, String id, String status, int second, String more) {
        String event =
                "{\"mail_id\": \"%s\", \"status\": \"%s\", \"event_time\": \"%s\"%s}"
                        .formatted(id, status, START.minusSeconds(60 - second), more);
        write(record(topic + ".status", id, event));
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String key, String value) {
        return new ProducerRecord<>(
                topic, 0, key == null ? null : key.getBytes(UTF_8), value.getBytes(UTF_8));
    }

    private static void header(ProducerRecord<?, ?> record, String name, String value) {
        record.headers().add(name, value.getBytes(UTF_8));
    }

    private static void write(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
