package dev.waypost.commit.unreadable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.TestClock;
import dev.waypost.commit.GuardedConsumer;
import dev.waypost.config.KafkaSettings;
import dev.waypost.kafka.EmbeddedKafka;
import dev.waypost.kafka.Topics;
import dev.waypost.ops.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

/** What a broken batch on a real broker costs: its own partition, until it is mended. */
class UnreadablePartitionsTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final TopicPartition P0 = new TopicPartition("mail", 0);
    private static final TopicPartition P1 = new TopicPartition("mail", 1);
    private static final TopicPartition P11 = new TopicPartition("mail", 11);

    private final TestClock clock = new TestClock();
    private final UnreadablePartitions unreadable =
            new UnreadablePartitions(
                    new UnreadableRecords(
                            Settings.of(Map.of("waypost.relay.host", "relay")),
                            new KafkaSettings(Map.of()),
                            clock,
                            clock::nanoTime),
                    clock::nanoTime);
    private final List<String> read = new ArrayList<>();

    @Test
    void a_broken_batch_stops_its_partition_alone_and_is_read_when_it_is_mended() {
        try (EmbeddedKafka kafka = EmbeddedKafka.started();
                Topics topics = new Topics(kafka.bootstrapServers());
                KafkaConsumer<String, String> consumer = GuardedConsumer.of(kafka, unreadable)) {
            topics.create("mail", 2);
            topics.publish("mail", 1, "broken");
            kafka.flipLastBit("mail", 1);
            consumer.assign(List.of(P0, P1));

            await("it is told of").atMost(LONG).until(() -> isUnreadable(consumer));
            assertThat(unreadable.view().get(0)).startsWith("mail-1 cannot be read at offset 0:");
            assertThat(consumer.paused()).containsExactly(P1);

            topics.publish("mail", 0, "another");
            await("others flow").atMost(LONG).until(() -> polled(consumer).contains("another"));

            consumer.resume(List.of(P1)); // as the window does when there is room
            clock.advance(Duration.ofSeconds(1));
            poll(consumer);
            await("still broken").atMost(LONG).until(() -> isPaused(consumer));
            assertThat(read).containsExactly("another");

            kafka.flipLastBit("mail", 1);
            consumer.resume(List.of(P1));
            clock.advance(Duration.ofSeconds(2));
            await("mended").atMost(LONG).until(() -> polled(consumer).contains("broken"));
            assertThat(unreadable.view()).isEmpty();
            assertThat(read).containsExactly("another", "broken");
        }
    }

    @Test
    void a_right_that_comes_back_leaves_the_end_of_a_log_where_it_was() {
        try (EmbeddedKafka kafka = EmbeddedKafka.started();
                Topics topics = new Topics(kafka.bootstrapServers());
                KafkaConsumer<String, String> consumer = GuardedConsumer.of(kafka, unreadable)) {
            topics.create("mail", 2);
            topics.publish("mail", 1, "first");
            consumer.assign(List.of(P1));
            await("read").atMost(LONG).until(() -> polled(consumer).contains("first"));
            unreadable.poll(
                    consumer,
                    () -> {
                        throw new TopicAuthorizationException(Set.of("mail"));
                    });

            clock.advance(Duration.ofSeconds(1));
            consumer.resume(List.of(P1));
            consumer.poll(Duration.ofSeconds(2)).forEach(record -> read.add(record.value()));
            topics.publish("mail", 1, "second");
            await("goes on").atMost(LONG).until(() -> polled(consumer).contains("second"));

            assertThat(read).containsExactly("first", "second");
            assertThat(unreadable.view()).isEmpty();
        }
    }

    @Test
    void a_partition_that_goes_elsewhere_while_it_is_tried_again_is_left_alone() {
        MockConsumer<String, String> consumer = triedAgain();

        unreadable.poll(
                consumer,
                () -> {
                    consumer.assign(List.of(P0));
                    return ConsumerRecords.empty();
                });

        assertThat(consumer.position(P0)).isEqualTo(3);
    }

    @Test
    void what_is_read_from_further_back_while_a_partition_is_tried_again_is_not_passed_over() {
        MockConsumer<String, String> consumer = triedAgain();

        ConsumerRecords<String, String> read =
                unreadable.poll(
                        consumer,
                        () -> {
                            // It was taken away and given back, or its log was cut.
                            consumer.seek(P1, 1);
                            return record(P1, 0);
                        });

        assertThat(read.records(P1)).hasSize(1);
        assertThat(consumer.position(P1)).isEqualTo(1);
    }

    @Test
    void a_partition_that_goes_back_without_a_record_while_it_is_tried_again_stays_there() {
        MockConsumer<String, String> consumer = triedAgain();

        unreadable.poll(
                consumer,
                () -> {
                    consumer.seek(P1, 0);
                    return ConsumerRecords.empty();
                });

        assertThat(consumer.position(P1)).isZero();
    }

    @Test
    void what_comes_behind_the_broken_place_while_it_is_tried_again_comes_later() {
        MockConsumer<String, String> consumer = triedAgain();

        ConsumerRecords<String, String> read =
                unreadable.poll(
                        consumer,
                        () -> {
                            consumer.seek(P1, 5);
                            return record(P1, 4);
                        });

        assertThat(read).isEmpty();
        assertThat(consumer.position(P1)).isEqualTo(3);
    }

    private static ConsumerRecords<String, String> record(TopicPartition at, long offset) {
        ConsumerRecord<String, String> record =
                new ConsumerRecord<>(at.topic(), at.partition(), offset, "", "mail");
        return new ConsumerRecords<>(Map.of(at, List.of(record)), Map.of());
    }

    /** Offset 3 of the second partition could not be read, and the next poll tries it again. */
    private MockConsumer<String, String> triedAgain() {
        MockConsumer<String, String> consumer = new MockConsumer<>("earliest");
        consumer.assign(List.of(P0, P1));
        consumer.seek(P0, 3);
        consumer.seek(P1, 3);
        unreadable.poll(
                consumer,
                () -> {
                    throw new KafkaException(
                            "Received exception when fetching the next record from mail-1. If");
                });
        clock.advance(Duration.ofSeconds(1));
        consumer.resume(List.of(P1));
        return consumer;
    }

    @Test
    void an_empty_partition_is_readable_again_when_nothing_says_otherwise_for_a_while() {
        MockConsumer<String, String> consumer = new MockConsumer<>("earliest");
        consumer.assign(List.of(P0));
        consumer.seek(P0, 0);
        consumer.updateEndOffsets(Map.of(P0, 0L));
        unreadable.poll(
                consumer,
                () -> {
                    throw new TopicAuthorizationException(Set.of("mail"));
                });
        clock.advance(Duration.ofSeconds(1));
        consumer.resume(List.of(P0));

        unreadable.poll(consumer, ConsumerRecords::empty);
        assertThat(unreadable.view()).as("no answer yet").isNotEmpty();
        clock.advance(Duration.ofSeconds(5));
        unreadable.poll(consumer, ConsumerRecords::empty);

        assertThat(unreadable.view()).isEmpty();
    }

    @Test
    void a_consumer_that_is_refused_is_not_well_again_because_it_waits_to_connect_anew() {
        MockConsumer<String, String> consumer = new MockConsumer<>("earliest");
        refused(consumer);

        unreadable.poll(consumer, ConsumerRecords::empty);
        clock.advance(Duration.ofSeconds(3));
        unreadable.poll(consumer, ConsumerRecords::empty);
        assertThat(unreadable.view()).as("no answer yet").isNotEmpty();

        refused(consumer);
        clock.advance(Duration.ofSeconds(3));
        unreadable.poll(consumer, ConsumerRecords::empty);
        assertThat(unreadable.view()).as("refused a moment ago").isNotEmpty();

        clock.advance(Duration.ofSeconds(2));
        unreadable.poll(consumer, ConsumerRecords::empty);
        assertThat(unreadable.view()).as("nothing says otherwise").isEmpty();
    }

    @Test
    void a_consumer_that_was_refused_is_well_again_with_the_first_record() {
        MockConsumer<String, String> consumer = new MockConsumer<>("earliest");
        consumer.assign(List.of(P1));
        refused(consumer);

        unreadable.poll(consumer, () -> record(P1, 0));

        assertThat(unreadable.view()).isEmpty();
    }

    private void refused(MockConsumer<String, String> consumer) {
        unreadable.onShutdown(null); // no pause of the polling thread
        unreadable.poll(
                consumer,
                () -> {
                    throw new SaslAuthenticationException("wrong password");
                });
    }

    @Test
    void the_partition_is_found_in_what_the_client_says() {
        Set<TopicPartition> assigned = Set.of(P0, P1, P11);

        assertThat(UnreadablePlace.of(new KafkaException("next record from mail-1. If"), assigned))
                .containsExactly(P1);
        assertThat(UnreadablePlace.of(new KafkaException("messages at mail-11=5."), assigned))
                .containsExactly(P11);
        assertThat(UnreadablePlace.of(new KafkaException("my.mail-1 is not ours"), assigned))
                .isEmpty();
        assertThat(UnreadablePlace.of(new TopicAuthorizationException(Set.of("mail")), assigned))
                .isEqualTo(assigned);
    }

    private boolean isUnreadable(KafkaConsumer<String, String> consumer) {
        poll(consumer);
        return !unreadable.view().isEmpty();
    }

    private boolean isPaused(KafkaConsumer<String, String> consumer) {
        poll(consumer);
        return consumer.paused().contains(P1);
    }

    private List<String> polled(KafkaConsumer<String, String> consumer) {
        poll(consumer);
        return read;
    }

    private void poll(KafkaConsumer<String, String> consumer) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> read.add(record.value()));
    }
}
