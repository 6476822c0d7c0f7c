package dev.waypost.ops.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.config.KafkaSettings;
import dev.waypost.kafka.EmbeddedKafka;
import dev.waypost.kafka.Topics;
import dev.waypost.ops.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.started();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void every_dead_letter_is_browsed_and_looking_twice_shows_the_same() throws Exception {
        bury("browse", 0, "order-1", "mailbox_unknown");
        bury("browse", 2, "order-2", "expired");

        assertThat(browsed("browse")).containsExactlyInAnyOrder("0:0", "2:0");
        assertThat(browsed("browse")).containsExactlyInAnyOrder("0:0", "2:0");
    }

    @Test
    void a_topic_without_dead_letters_is_empty() throws Exception {
        bury("other", 0, "order-1", "expired");

        assertThat(browsed("none")).isEmpty();
    }

    @Test
    void one_is_found_by_its_place_and_a_place_without_one_is_empty() throws Exception {
        bury("place", 1, "order-1", "mailbox_unknown");

        assertThat(letters("place").at(new Place(1, 0)).orElseThrow().text())
                .contains("key: order-1", "dead-letter-reason: mailbox_unknown");
        assertThat(letters("place").at(new Place(1, 1))).isEmpty();
        assertThat(letters("place").at(new Place(0, 0))).isEmpty();
        assertThat(letters("place").at(new Place(99, 0))).isEmpty();
    }

    @Test
    void what_is_put_back_stands_on_the_shortest_retry_topic_and_stays_a_dead_letter()
            throws Exception {
        bury("back", 0, "order-1", "mailbox_unknown");
        DeadLetters letters = letters("back");

        try (Replay replay = letters.replay()) {
            assertThat(replay.putBack(letters.at(new Place(0, 0)).orElseThrow()).offset()).isZero();
        }

        assertThat(browsed("back")).containsExactly("0:0");
        try (Topics topics = new Topics(kafka.bootstrapServers())) {
            assertThat(topics.records("back.retry.1m"))
                    .singleElement()
                    .satisfies(r -> assertThat(r.header("waypost-replay-count")).hasValue("1"));
        }
    }

    private static List<String> browsed(String topic) {
        List<String> places = new ArrayList<>();
        letters(topic).browse(letter -> places.add(letter.place().toString()));
        return places;
    }

    private static DeadLetters letters(String topic) {
        return new DeadLetters(
                Settings.of(Map.of("waypost.relay.host", "relay", "waypost.topic", topic)),
                new KafkaSettings(kafka()));
    }

    private static Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    private static void bury(String topic, int partition, String key, String reason)
            throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(
                            topic + ".dead-letter",
                            partition,
                            key.getBytes(UTF_8),
                            "{}".getBytes(UTF_8));
            record.headers().add("dead-letter-reason", reason.getBytes(UTF_8));
            producer.send(record).get();
        }
    }
}
