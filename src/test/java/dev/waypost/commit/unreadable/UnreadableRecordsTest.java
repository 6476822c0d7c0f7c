package dev.waypost.commit.unreadable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.TestClock;
import dev.waypost.classify.Reason;
import dev.waypost.commit.GuardedConsumer;
import dev.waypost.config.KafkaSettings;
import dev.waypost.kafka.EmbeddedKafka;
import dev.waypost.kafka.TopicRecord;
import dev.waypost.kafka.Topics;
import dev.waypost.ops.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** What is skipped of a broken log on a real broker where the user wants it, and what is not. */
class UnreadableRecordsTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String LETTERS = "mail.dead-letter";
    private static final TopicPartition P0 = new TopicPartition("mail", 0);

    private final TestClock clock = new TestClock();
    private final List<String> read = new ArrayList<>();

    @Test
    void broken_batches_are_skipped_with_a_dead_letter_each_and_what_lies_between_them_is_read() {
        try (EmbeddedKafka kafka = EmbeddedKafka.started();
                Topics topics = new Topics(kafka.bootstrapServers())) {
            topics.create("mail", 1);
            topics.create(LETTERS, 1);
            publishInOneBatch(kafka, "a", "b", "c");
            kafka.flipLastBit("mail", 0);
            topics.publish("mail", 0, "between");
            topics.publish("mail", 0, "d");
            kafka.flipLastBit("mail", 0);
            topics.publish("mail", 0, "behind");
            UnreadablePartitions unreadable = skipping(kafka);

            try (KafkaConsumer<String, String> consumer = GuardedConsumer.of(kafka, unreadable)) {
                consumer.assign(List.of(P0));
                await("the last").atMost(LONG).until(() -> polled(consumer).contains("behind"));
                consumer.seekToBeginning(List.of(P0)); // as a rewind does
                await("again").atMost(LONG).until(() -> polled(consumer).size() == 4);
            }

            assertThat(read).containsExactly("between", "behind", "between", "behind");
            assertThat(unreadable.view()).isEmpty();
            List<TopicRecord> letters = topics.records(LETTERS);
            assertThat(letters).map(letter -> place(letter)).containsExactly("0 to 2", "4 to 4");
            assertThat(letters)
                    .allSatisfy(
                            letter -> {
                                assertThat(letter.header("dead-letter-reason"))
                                        .hasValue(Reason.UNREADABLE_RECORD.slug());
                                assertThat(letter.header("dead-letter-topic")).hasValue("mail");
                                assertThat(letter.header("dead-letter-partition")).hasValue("0");
                                assertThat(letter.header("dead-letter-detail")).isPresent();
                                assertThat(letter.header("dead-letter-failed-at"))
                                        .hasValue(clock.instant().toString());
                            });
        }
    }

    @Test
    void nothing_is_skipped_whose_dead_letter_is_not_written() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.started();
                Topics topics = new Topics(kafka.bootstrapServers());
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            topics.create("mail", 1);
            NewTopic tooSmall =
                    new NewTopic(LETTERS, 1, (short) 1).configs(Map.of("max.message.bytes", "1"));
            admin.createTopics(List.of(tooSmall)).all().get();
            topics.publish("mail", 0, "broken");
            kafka.flipLastBit("mail", 0);
            topics.publish("mail", 0, "behind");
            UnreadablePartitions unreadable = skipping(kafka);

            try (KafkaConsumer<String, String> consumer = GuardedConsumer.of(kafka, unreadable)) {
                consumer.assign(List.of(P0));
                await("it is told of")
                        .atMost(LONG)
                        .until(() -> polled(consumer).isEmpty() && !unreadable.view().isEmpty());

                assertThat(consumer.position(P0)).isZero();
                assertThat(consumer.paused()).containsExactly(P0);
                assertThat(unreadable.view().get(0))
                        .startsWith("mail-0 cannot be read at offset 0:");
            }
        }
    }

    @Test
    void a_right_that_was_taken_away_skips_nothing() {
        try (EmbeddedKafka kafka = EmbeddedKafka.started();
                Topics topics = new Topics(kafka.bootstrapServers())) {
            topics.create(LETTERS, 1);
            MockConsumer<String, String> consumer = new MockConsumer<>("earliest");
            consumer.assign(List.of(P0));
            consumer.seek(P0, 3);

            skipping(kafka)
                    .poll(
                            consumer,
                            () -> {
                                throw new TopicAuthorizationException(Set.of("mail"));
                            });

            assertThat(consumer.position(P0)).isEqualTo(3);
            assertThat(consumer.paused()).containsExactly(P0);
            assertThat(topics.records(LETTERS)).isEmpty();
        }
    }

    private UnreadablePartitions skipping(EmbeddedKafka kafka) {
        return new UnreadablePartitions(
                new UnreadableRecords(
                        Settings.of(
                                Map.of(
                                        "waypost.relay.host", "relay",
                                        "waypost.topic", "mail",
                                        "waypost.delivery.unreadable", "skip")),
                        new KafkaSettings(Map.of("bootstrap.servers", kafka.bootstrapServers())),
                        clock,
                        clock::nanoTime),
                clock::nanoTime);
    }

    private static void publishInOneBatch(EmbeddedKafka kafka, String... values) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 60_000);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>("mail", 0, null, value));
            }
            producer.flush();
        }
    }

    private static String place(TopicRecord letter) {
        return letter.header("dead-letter-offset").orElseThrow()
                + " to "
                + letter.header("dead-letter-last-offset").orElseThrow();
    }

    private List<String> polled(KafkaConsumer<String, String> consumer) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> read.add(record.value()));
        return read;
    }
}
