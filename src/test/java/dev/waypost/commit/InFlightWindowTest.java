package dev.waypost.commit;

import static java.lang.Thread.State.TIMED_WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.TestClock;
import dev.waypost.commit.TopicIds.TopicId;
import dev.waypost.commit.unreadable.UnreadablePartitions;
import dev.waypost.lane.Lanes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.UnitOfWorkHelper;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InFlightWindowTest {

    private static final Lanes ONE_LANE = new Lanes("outbound-mail", List.of(), 0.1);
    private static final TopicPartition P0 = new TopicPartition("outbound-mail", 0);
    private static final TopicPartition P1 = new TopicPartition("outbound-mail", 1);
    private static final Duration BETWEEN_COMMITS = Duration.ofMillis(50);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    private final TestClock clock = new TestClock();
    private final AtomicBoolean circuit = new AtomicBoolean(true);
    private final AtomicReference<Uuid> topicId = new AtomicReference<>();
    private final ToldReports reports = new ToldReports();
    private final LeaderEpochs epochs =
            new LeaderEpochs(new UnreadablePartitions(null, clock::nanoTime));
    private final InFlightWindow window =
            windowOf(new InFlightLimit(4, 1000, Duration.ZERO, ONE_LANE));
    private final CamelContext camel = new DefaultCamelContext();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

    @BeforeEach
    void assign() {
        window.setResumableCheck(any -> circuit.get());
        consumer.assign(List.of(P0, P1));
        consumer.updateBeginningOffsets(Map.of(P0, 0L, P1, 0L));
        consumer.seek(P0, 100);
        consumer.seek(P1, 100);
    }

    @Test
    void what_is_done_is_committed_by_the_poll_loop() {
        consumer.seek(P0, 12);
        Exchange first = admitted(P0, 10);
        Exchange second = admitted(P0, 11);

        done(second);
        polled();
        assertThat(committed(P0)).isEqualTo(10);

        done(first);
        polled();
        assertThat(committed(P0)).isEqualTo(12);
    }

    @Test
    void another_consumer_of_the_pod_does_not_use_up_the_turn_to_commit() {
        MockConsumer<byte[], byte[]> retries = new MockConsumer<>("earliest");
        done(admitted(P0, 10));

        clock.advance(BETWEEN_COMMITS);
        window.afterConsume(retries);
        window.afterConsume(consumer);
        consumer.poll(Duration.ZERO);

        assertThat(committed(P0)).isEqualTo(11);
    }

    @Test
    void a_full_window_takes_no_more_and_pauses_the_consumer() {
        for (int offset = 10; offset < 14; offset++) {
            admitted(P0, offset);
        }

        assertThat(window.admit(record(P0, 14))).isFalse();
        polled();

        assertThat(consumer.paused()).containsExactlyInAnyOrder(P0, P1);
        assertThat(window.inFlight()).isEqualTo(4);
    }

    @Test
    void what_found_no_room_is_read_again_when_there_is() {
        Exchange first = admitted(P0, 10);
        for (int offset = 11; offset < 14; offset++) {
            admitted(P0, offset);
        }
        window.admit(record(P0, 14));
        polled();

        done(first);
        polled();

        assertThat(consumer.paused()).isEmpty();
        assertThat(consumer.position(P0)).isEqualTo(14);
        assertThat(window.admit(record(P0, 14))).isTrue();
    }

    @Test
    void bytes_bound_the_window_but_never_shut_out_a_single_large_record() {
        Exchange large = record(P0, 10, 5000);
        assertThat(window.admit(large)).isTrue();

        assertThat(window.admit(record(P1, 10, 1))).isFalse();

        done(large);
        assertThat(window.admit(record(P1, 10, 1))).isTrue();
    }

    @Test
    void what_was_polled_waits_a_while_for_room() {
        InFlightWindow patient =
                windowOf(new InFlightLimit(1, 1000, Duration.ofMinutes(1), ONE_LANE));
        patient.afterConsume(consumer);
        Exchange first = record(P0, 10);
        assertThat(patient.admit(first)).isTrue();
        Thread polling = Thread.currentThread();
        CompletableFuture<Void> worker =
                CompletableFuture.runAsync(
                        () -> {
                            await().until(() -> polling.getState() == TIMED_WAITING);
                            patient.done(taken(first), first);
                        });

        assertThat(patient.admit(record(P0, 11))).isTrue();

        worker.join();
    }

    @Test
    void what_is_released_is_read_again_after_a_pause_and_holds_up_no_other() {
        Exchange mail = admitted(P0, 10);

        release(mail);
        polled();
        assertThat(consumer.paused()).isEmpty();
        assertThat(consumer.position(P0)).isEqualTo(100);
        done(admitted(P0, 11));

        clock.advance(FIRST_PAUSE);
        polled();
        assertThat(consumer.position(P0)).isEqualTo(10);
        assertThat(committed(P0)).isEqualTo(10);
        assertThat(window.admit(record(P0, 10))).isTrue();
        assertThat(window.admit(record(P0, 11))).isFalse();
    }

    @Test
    void a_clock_that_is_set_back_an_hour_delays_neither_commits_nor_pauses_nor_health() {
        done(admitted(P0, 10));
        release(admitted(P0, 11));
        admitted(P1, 10);
        polled();

        clock.set(Duration.ofHours(-1));
        clock.advance(FIRST_PAUSE);
        polled();

        assertThat(committed(P0)).isEqualTo(11);
        assertThat(consumer.position(P0)).isEqualTo(11);
        assertThat(window.sinceLastPoll()).hasValue(Duration.ZERO);
        assertThat(window.oldestInFlight())
                .hasValueSatisfying(oldest -> assertThat(oldest.age()).isPositive());
    }

    @Test
    void who_waits_for_the_relay_is_in_flight_and_not_at_work() {
        InFlight mail = taken(admitted(P0, 10));
        clock.advance(Duration.ofMinutes(1));
        assertThat(window.oldestAtWork()).hasValue(since(P0, 10, Duration.ofMinutes(1)));

        mail.admission()
                .holds(
                        new InFlight() {
                            @Override
                            public Admission admission() {
                                return mail.admission();
                            }

                            @Override
                            public boolean isWaiting() {
                                return true;
                            }
                        });

        assertThat(window.oldestAtWork()).isEmpty();
        assertThat(window.oldestInFlight()).hasValue(since(P0, 10, Duration.ofMinutes(1)));
    }

    @Test
    void the_oldest_is_named_by_its_place_whichever_partition_it_is_of() {
        admitted(P1, 7);
        clock.advance(Duration.ofMinutes(2));
        admitted(P0, 10);
        clock.advance(Duration.ofMinutes(1));

        assertThat(window.oldestInFlight()).hasValue(since(P1, 7, Duration.ofMinutes(3)));
    }

    private static OldestRecord since(TopicPartition partition, long offset, Duration age) {
        return new OldestRecord(
                partition.topic() + "/" + partition.partition() + "/" + offset, age);
    }

    @Test
    void a_mail_that_is_not_due_holds_up_no_other_that_was_released() {
        release(admitted(P0, 10));
        Exchange early = record(P0, 11);
        early.setProperty("notBefore", clock.instant().plusSeconds(60));
        assertThat(window.admit(early)).isFalse();
        assertThat(window.admit(record(P0, 12))).as("behind it").isFalse();

        polled();
        assertThat(consumer.paused()).containsExactly(P0);

        clock.advance(FIRST_PAUSE);
        polled();
        assertThat(consumer.paused()).isEmpty();
        assertThat(consumer.position(P0)).isEqualTo(10);
        polled();
        assertThat(window.admit(record(P0, 10))).isTrue();
        assertThat(window.admit(early)).isFalse();
    }

    @Test
    void an_exchange_that_ends_without_a_word_is_released() {
        Exchange mail = admitted(P0, 10);
        reports.nothingIsWrittenOf(taken(mail));

        ends(mail);

        assertThat(window.inFlight()).isZero();
        clock.advance(FIRST_PAUSE);
        polled();
        assertThat(consumer.position(P0)).isEqualTo(10);
        assertThat(reports.unproven()).isEmpty();
    }

    @Test
    void what_is_said_to_be_done_and_is_not_written_is_released_at_its_end() {
        Exchange mail = admitted(P0, 10);
        reports.nothingIsWrittenOf(taken(mail));

        done(mail);
        assertThat(window.inFlight()).isEqualTo(1);
        ends(mail);
        polled();

        assertThat(committed(P0)).isEqualTo(10);
        assertThat(reports.unproven()).hasSize(1);
        assertThat(reports.unproven().get(0)).contains("said done");
    }

    @Test
    void what_is_written_after_the_word_or_without_one_is_done_at_its_end() {
        Exchange early = admitted(P0, 10);
        Exchange silent = admitted(P0, 11);
        reports.nothingIsWrittenOf(taken(early));
        done(early);

        reports.allIsWrittenOf(taken(early));
        ends(early);
        ends(silent);
        polled();

        assertThat(committed(P0)).isEqualTo(12);
        assertThat(reports.unproven()).isEmpty();
    }

    @Test
    void a_record_that_comes_back_unproven_again_and_again_makes_its_partition_wait() {
        for (int times = 0; times < 3; times++) {
            Exchange mail = admitted(P0, 10);
            reports.nothingIsWrittenOf(taken(mail));
            done(mail);
            ends(mail);
            polled();
            assertThat(consumer.paused().contains(P0)).isEqualTo(times == 2);
            clock.advance(Duration.ofSeconds(1));
            polled();
        }
        assertThat(window.admit(record(P0, 11))).isFalse();
        assertThat(window.admit(record(P1, 10))).isTrue();

        done(admitted(P0, 10));
        polled();

        assertThat(consumer.paused()).isEmpty();
        assertThat(committed(P0)).isEqualTo(11);
        assertThat(window.admit(record(P0, 11))).isTrue();
    }

    @Test
    void a_shut_gate_pauses_everything_and_an_open_one_resumes_it() {
        circuit.set(false);
        polled();
        assertThat(consumer.paused()).containsExactlyInAnyOrder(P0, P1);

        circuit.set(true);
        polled();
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void while_no_report_can_be_written_nothing_is_taken() {
        reports.cannotBeWritten();
        polled();

        assertThat(consumer.paused()).containsExactlyInAnyOrder(P0, P1);
        assertThat(window.admit(record(P0, 10))).isFalse();
    }

    @Test
    void a_record_that_is_not_due_makes_its_partition_wait_and_no_other() {
        Instant due = clock.instant().plusSeconds(60);
        Exchange early = record(P0, 10);
        early.setProperty("notBefore", due);

        assertThat(window.admit(early)).isFalse();
        polled();
        assertThat(consumer.paused()).containsExactly(P0);

        clock.advance(Duration.ofSeconds(60));
        polled();
        assertThat(consumer.paused()).isEmpty();
        assertThat(consumer.position(P0)).isEqualTo(10);
        assertThat(window.admit(early)).isTrue();
    }

    @Test
    void revoked_partitions_are_committed_and_forgotten() {
        Exchange mail = admitted(P0, 10);
        done(mail);

        window.revoked(consumer, List.of(P0), Duration.ZERO);

        assertThat(committed(P0)).isEqualTo(11);
        assertThat(window.admit(record(P0, 5))).as("a new owner's view").isTrue();
    }

    @Test
    void a_late_ending_after_a_rebalance_touches_nothing() {
        Exchange mail = admitted(P0, 10);
        window.lost(List.of(P0));

        done(mail);
        polled();

        assertThat(consumer.committed(Set.of(P0)).get(P0)).isNull();
        assertThat(window.inFlight()).isZero();
    }

    @Test
    void a_log_that_begins_anew_is_carried_from_its_start() {
        polled();
        done(admitted(P0, 0));
        Exchange late = admitted(P0, 1);
        polled();

        Exchange first = admitted(P0, 0);
        assertThat(window.admit(record(P0, 1))).isTrue();
        done(late);
        polled();
        assertThat(committed(P0)).isZero();

        done(first);
        polled();
        assertThat(committed(P0)).as("the old log's ending touches nothing").isEqualTo(1);
    }

    @Test
    void a_log_that_was_cut_is_read_again_from_what_had_no_outcome() {
        polled();
        Exchange early = admitted(P0, 10);
        done(admitted(P0, 11));
        done(admitted(P0, 12));
        polled();

        assertThat(window.admit(record(P0, 12))).as("it comes again").isFalse();
        polled();
        polled();

        assertThat(consumer.position(P0)).isEqualTo(10);
        release(early);
        assertThat(window.admit(record(P0, 10))).isTrue();
        assertThat(window.admit(record(P0, 12))).isTrue();
    }

    @Test
    void a_record_in_the_place_of_one_that_was_released_is_another_under_another_leader() {
        polled();
        writtenUnder(1, 0, 1);
        Exchange cutOff = admitted(P0, 0);
        done(admitted(P0, 1));
        polled();
        release(cutOff);
        clock.advance(FIRST_PAUSE);
        polled();

        writtenUnder(2, 0, 0);
        Exchange other = admitted(P0, 0);
        done(other);
        polled();

        assertThat(committed(P0)).as("never beyond what was read of the new log").isEqualTo(1);
        writtenUnder(2, 1, 1);
        assertThat(window.admit(record(P0, 1))).isTrue();
    }

    @Test
    void a_leader_that_took_over_without_a_loss_has_nothing_carried_again() {
        polled();
        writtenUnder(1, 10, 11);
        Exchange early = admitted(P0, 10);
        done(admitted(P0, 11));
        polled();
        writtenUnder(2, 12, 12);
        done(admitted(P0, 12));
        release(early);
        clock.advance(FIRST_PAUSE);
        polled();

        writtenUnder(1, 10, 11);
        assertThat(window.admit(record(P0, 10))).isTrue();
        assertThat(window.admit(record(P0, 11))).isFalse();
        writtenUnder(2, 12, 12);
        assertThat(window.admit(record(P0, 12))).isFalse();
    }

    @Test
    void an_offset_is_committed_with_the_leader_that_wrote_what_is_before_it() {
        writtenUnder(3, 10, 11);
        done(admitted(P0, 10));
        done(admitted(P0, 11));
        polled();

        assertThat(consumer.committed(Set.of(P0)).get(P0))
                .isEqualTo(new OffsetAndMetadata(12, Optional.of(3), ""));

        writtenUnder(4, 8, 8); // The log was cut, and goes on under another.
        done(admitted(P0, 8));
        polled();

        assertThat(consumer.committed(Set.of(P0)).get(P0))
                .isEqualTo(new OffsetAndMetadata(9, Optional.of(4), ""));
    }

    @Test
    void a_topic_made_anew_is_read_from_its_beginning_though_its_offsets_go_on() {
        topicIsMade();
        polled();
        done(admitted(P0, 100));
        polled();

        topicIsMade();
        polled();
        assertThat(window.admit(record(P0, 101))).as("it comes again").isFalse();
        assertThat(consumer.position(P0)).isZero();
        polled();

        done(admitted(P0, 0));
        polled();
        assertThat(committed(P0)).isEqualTo(1);
    }

    @Test
    void
            a_topic_made_anew_while_its_partitions_were_away_for_a_moment_is_read_from_its_beginning() {
        topicIsMade();
        polled();
        window.revoked(consumer, List.of(P0), Duration.ZERO);
        clock.advance(Duration.ofSeconds(5));

        topicIsMade();
        polled();

        assertThat(consumer.position(P0)).isZero();
    }

    @Test
    void a_partition_that_was_another_pods_for_long_is_read_on_where_that_one_stopped() {
        topicIsMade();
        polled();
        window.revoked(consumer, List.of(P0), Duration.ZERO);
        clock.advance(Duration.ofMinutes(2));

        topicIsMade();
        polled();

        assertThat(consumer.position(P0)).isEqualTo(100);
    }

    @Test
    void a_new_topic_whose_log_was_seen_to_begin_anew_is_not_read_twice() {
        topicIsMade();
        polled();
        admitted(P0, 5);
        polled();
        admitted(P0, 0);

        topicIsMade();
        polled();

        assertThat(consumer.position(P0)).isEqualTo(100);
        assertThat(consumer.position(P1)).isZero();
    }

    @Test
    void a_topic_made_anew_twice_is_read_from_its_beginning_twice() {
        topicIsMade();
        polled();
        done(admitted(P0, 100));
        polled();
        for (int times = 0; times < 2; times++) {
            topicIsMade();
            consumer.seek(P0, 102);
            polled();
            assertThat(consumer.position(P0)).isZero();
            polled();
            done(admitted(P0, 0));
        }
    }

    @Test
    void what_was_done_of_an_old_topic_is_not_committed_to_the_new_one_when_its_partition_goes() {
        topicIsMade();
        polled();
        Exchange late = admitted(P0, 10);
        polled();
        topicIsMade();
        done(late);

        window.revoked(consumer, List.of(P0), Duration.ZERO);

        assertThat(committed(P0)).isEqualTo(10);
    }

    @Test
    void a_log_that_went_on_under_a_later_leader_explains_no_new_topic() {
        topicIsMade();
        polled();
        writtenUnder(1, 0, 0);
        done(admitted(P0, 0));
        polled();
        writtenUnder(2, 0, 0);
        done(admitted(P0, 0));
        topicIsMade();
        polled();
        polled();

        assertThat(consumer.position(P0)).isZero();
    }

    @Test
    void a_cut_log_explains_no_later_new_topic() {
        topicIsMade();
        polled();
        done(admitted(P0, 5));
        polled();
        done(admitted(P0, 0));
        polled();

        topicIsMade();
        consumer.seek(P0, 102);
        polled();

        assertThat(consumer.position(P0)).isZero();
    }

    private InFlightWindow windowOf(InFlightLimit capacity) {
        return windowOf(ONE_LANE, capacity);
    }

    private InFlightWindow windowOf(Lanes lanes, InFlightLimit capacity) {
        return new InFlightWindow(
                lanes,
                capacity,
                reports,
                clock,
                clock::nanoTime,
                topic -> heard(),
                epochs,
                new PartitionShare(lanes, clock::nanoTime));
    }

    private static void ends(Exchange mail) {
        UnitOfWorkHelper.doneSynchronizations(
                mail, mail.getExchangeExtension().handoverCompletions());
    }

    private void topicIsMade() {
        topicId.set(Uuid.randomUuid());
    }

    private Optional<TopicId> heard() {
        return Optional.ofNullable(topicId.get()).map(id -> new TopicId(id, clock.nanoTime()));
    }

    /** As the latest poll brings it. */
    private void writtenUnder(int leaderEpoch, long first, long last) {
        epochs.poll(consumer, () -> records(leaderEpoch, first, last));
    }

    private static ConsumerRecords<byte[], byte[]> records(int leaderEpoch, long first, long last) {
        List<ConsumerRecord<byte[], byte[]>> records =
                LongStream.rangeClosed(first, last)
                        .mapToObj(offset -> written(leaderEpoch, offset))
                        .toList();
        return new ConsumerRecords<>(Map.of(P0, records), Map.of());
    }

    private static ConsumerRecord<byte[], byte[]> written(int leaderEpoch, long offset) {
        return new ConsumerRecord<>(
                P0.topic(),
                P0.partition(),
                offset,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                null,
                new byte[0],
                new RecordHeaders(),
                Optional.of(leaderEpoch));
    }

    private void polled() {
        clock.advance(BETWEEN_COMMITS);
        window.afterConsume(consumer);
        consumer.poll(Duration.ZERO);
    }

    private long committed(TopicPartition partition) {
        OffsetAndMetadata offset = consumer.committed(Set.of(partition)).get(partition);
        return offset == null ? -1 : offset.offset();
    }

    private Exchange admitted(TopicPartition partition, long offset) {
        Exchange exchange = record(partition, offset);
        assertThat(window.admit(exchange)).isTrue();
        taken(exchange);
        return exchange;
    }

    private void done(Exchange exchange) {
        window.done(taken(exchange), exchange);
    }

    private void release(Exchange exchange) {
        window.release(taken(exchange), exchange);
    }

    /** As the door does. */
    private static InFlight taken(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof InFlight known) {
            return known;
        }
        Admission admission = exchange.getProperty(Admission.PROPERTY, Admission.class);
        InFlight mail = () -> admission;
        admission.holds(mail);
        exchange.getMessage().setBody(mail);
        return mail;
    }

    private Exchange record(TopicPartition partition, long offset) {
        return record(partition, offset, 1);
    }

    private Exchange record(TopicPartition partition, long offset, int bytes) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setHeader(KafkaConstants.TOPIC, partition.topic());
        exchange.getMessage().setHeader(KafkaConstants.PARTITION, partition.partition());
        exchange.getMessage().setHeader(KafkaConstants.OFFSET, offset);
        exchange.getMessage().setBody(new byte[bytes]);
        return exchange;
    }
}
