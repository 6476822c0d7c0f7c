package dev.waypost.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.Thorough;
import dev.waypost.config.KafkaClients;
import dev.waypost.config.KafkaSettings;
import dev.waypost.config.Rate;
import dev.waypost.config.Waiting;
import dev.waypost.kafka.EmbeddedKafka;
import dev.waypost.lane.Lane;
import dev.waypost.ops.Settings;
import dev.waypost.pace.KnownLimit;
import dev.waypost.pace.Pace;
import dev.waypost.pace.PaceNews;
import dev.waypost.pace.PaceSource;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The memory of acceptance is followed whatever becomes of its topic, and of the tail itself. */
class StatusTailTest {

    private static final String STATUS = "outbound-mail.status";
    private static final int WINDOW = 1000;
    private static final Duration LONG = Duration.ofSeconds(60);

    private final EmbeddedKafka kafka = EmbeddedKafka.started();
    private final Map<String, Object> settings =
            Map.of("bootstrap.servers", kafka.bootstrapServers());
    private final Admin admin = Admin.create(settings);
    private final KafkaProducer<byte[], byte[]> otherPod =
            new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    private final AtomicInteger faults = new AtomicInteger();
    private final SeenEvents seen =
            new SeenEvents(WINDOW) {
                @Override
                public void remember(String marks) {
                    if (faults.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        throw new StackOverflowError("not Kafka's");
                    }
                    super.remember(marks);
                }
            };
    private final PaceNews news = new PaceNews();
    private final Pace pace =
            new Pace(
                    () -> 1, Waiting.REAL, new SplittableRandom(1), Optional.empty(), () -> 1, 0.1);
    private final StatusTail tail =
            new StatusTail(
                    seen,
                    news,
                    Settings.of(
                            Map.of(
                                    "waypost.relay.host",
                                    "relay.example.org",
                                    "waypost.dedup.window",
                                    Integer.toString(WINDOW))),
                    new KafkaSettings(settings),
                    KafkaClients.OF_A_BROKER,
                    Clock.systemUTC());

    @BeforeEach
    void create() throws Exception {
        createStatus(1);
    }

    @AfterEach
    void close() {
        tail.onShutdown(null);
        otherPod.close();
        admin.close();
        kafka.close();
    }

    @Test
    void what_was_accepted_before_the_start_is_known_before_anything_is_carried() throws Exception {
        accept("a", 0);

        tail.start();
        tail.awaitCaughtUp();

        assertThat(knows("a")).isTrue();
        assertThat(tail.trouble()).isEmpty();
    }

    @Test
    void what_was_accepted_before_the_start_counts_once_for_a_rate_that_was_told()
            throws Exception {
        Pace told =
                new Pace(
                        System::nanoTime,
                        Waiting.REAL,
                        new SplittableRandom(1),
                        Optional.of(new KnownLimit(new Rate(3, "d"), PaceSource.CONFIGURED)),
                        () -> 1,
                        0.1);
        news.add("shop@relay.example.org", told);
        accept("a", 0);
        accept("b", 0);
        accept("b", 0);

        tail.start();
        tail.awaitCaughtUp();
        accept("c", 0);

        assertThat(told.take(Lane.NORMAL, Duration.ZERO)).as("the third").isPresent();
        assertThat(told.take(Lane.NORMAL, Duration.ZERO)).as("a fourth").isEmpty();
    }

    @Test
    void the_marks_of_a_large_replay_do_not_stand_for_what_was_accepted_before_it()
            throws Exception {
        for (int i = 0; i < WINDOW - 1; i++) {
            write(StatusTail.HEADER, Mark.join(List.of(mark("m-" + i))));
        }
        for (int i = 0; i < 3 * WINDOW; i++) {
            write(StatusTail.REPLAYED, "0:" + i + " 2026-05-04T10:00:00Z");
        }
        accept("last", 0);

        tail.start();
        tail.awaitCaughtUp();

        assertThat(knows("last")).isTrue();
        assertThat(IntStream.range(0, WINDOW - 1).allMatch(i -> knows("m-" + i))).isTrue();
    }

    @Test
    void what_another_pod_wrote_before_its_partitions_came_is_known_before_they_are_carried()
            throws Exception {
        tail.start();
        tail.awaitCaughtUp();

        for (int i = 0; i < Thorough.cases(100); i++) {
            accept("m-" + i, 0);
            tail.takenOver();
            tail.awaitCaughtUp();

            assertThat(knows("m-" + i)).isTrue();
        }
    }

    @Test
    void what_another_pod_tells_of_the_pace_is_heard_while_it_is_news() throws Exception {
        news.add("shop@relay.example.org", pace);
        String told = Integer.toHexString("shop@relay.example.org".hashCode()) + " pod-2 ";
        write(PaceNews.HEADER, told + "0.4 0.5 1 0");
        tail.start();
        tail.awaitCaughtUp();
        assertThat(pace.view().text()).as("old news").isEqualTo("unlimited");

        write(PaceNews.HEADER, "other pod-3 8.0 9.0 1 0, " + told + "1.9 2.0 1 0");

        await("heard").atMost(LONG).until(() -> pace.view().source() == PaceSource.LEARNED);
        assertThat(pace.view().text()).as("a half of it").isEqualTo("0.245/s (learned)");
    }

    @Test
    void a_partition_that_is_added_later_is_read_from_its_beginning() throws Exception {
        tail.start();
        tail.awaitCaughtUp();

        admin.createPartitions(Map.of(STATUS, NewPartitions.increaseTo(3))).all().get();
        accept("a", 2);

        await("a").atMost(LONG).until(() -> knows("a"));
    }

    @Test
    void a_topic_made_anew_is_read_from_its_beginning_and_what_was_known_stays() throws Exception {
        accept("old-1", 0);
        accept("old-2", 0);
        tail.start();
        tail.awaitCaughtUp();

        admin.deleteTopics(List.of(STATUS)).all().get();
        createStatus(1);
        for (String id : List.of("new-1", "new-2", "new-3", "new-4")) {
            accept(id, 0);
        }

        for (String id : List.of("new-4", "new-3", "new-2", "new-1", "old-1", "old-2")) {
            await(id).atMost(LONG).until(() -> knows(id));
        }
    }

    @Test
    void a_topic_made_anew_before_its_end_was_reached_keeps_nobody_waiting() throws Exception {
        for (int i = 0; i < 10; i++) {
            accept("old-" + i, 0);
        }
        faults.set(Integer.MAX_VALUE);
        tail.start();
        await("in trouble").atMost(LONG).until(() -> tail.trouble().isPresent());

        admin.deleteTopics(List.of(STATUS)).all().get();
        createStatus(1);
        accept("a", 0);
        faults.set(0);

        tail.awaitCaughtUp();
        // It may have looked at the new topic before the first record was in it.
        await("a").atMost(LONG).until(() -> knows("a"));
    }

    @Test
    void a_tail_that_breaks_says_why_begins_anew_and_misses_nothing() throws Exception {
        faults.set(2);
        accept("a", 0);

        tail.start();

        await("in trouble").atMost(LONG).until(() -> tail.trouble().isPresent());
        tail.awaitCaughtUp();
        assertThat(knows("a")).isTrue();
        await("well again").atMost(LONG).until(() -> tail.trouble().isEmpty());
    }

    @Test
    void a_topic_that_is_not_there_yet_is_waited_for_and_not_made() throws Exception {
        admin.deleteTopics(List.of(STATUS)).all().get();
        await("gone").atMost(LONG).until(() -> !isThere());

        tail.start();

        await("in trouble")
                .atMost(LONG)
                .until(() -> tail.trouble().orElse(""), it -> it.contains("cannot be read"));
        assertThat(tail.trouble().orElseThrow()).contains(STATUS);
        assertThat(isThere()).isFalse();
        createStatus(2);
        tail.awaitCaughtUp();
    }

    private boolean isThere() throws Exception {
        return admin.listTopics().names().get().contains(STATUS);
    }

    private void createStatus(int partitions) throws Exception {
        NewTopic topic = new NewTopic(STATUS, Optional.of(partitions), Optional.empty());
        await("created")
                .atMost(LONG)
                .ignoreExceptions()
                .until(() -> admin.createTopics(List.of(topic)).all().get() == null);
    }

    private void accept(String id, int partition) {
        await("written")
                .atMost(LONG)
                .ignoreExceptions()
                .until(
                        () -> {
                            ProducerRecord<byte[], byte[]> record =
                                    new ProducerRecord<>(STATUS, partition, null, new byte[1]);
                            String marks = Mark.join(List.of(mark(id)));
                            record.headers()
                                    .add(
                                            StatusTail.HEADER,
                                            marks.getBytes(StandardCharsets.US_ASCII));
                            return otherPod.send(record).get().hasOffset();
                        });
    }

    private void write(String header, String value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(STATUS, 0, null, new byte[1]);
        record.headers().add(header, value.getBytes(StandardCharsets.US_ASCII));
        otherPod.send(record);
    }

    private boolean knows(String id) {
        return seen.knows(mark(id));
    }

    private static Mark mark(String id) {
        return Mark.of(id, "ann@example.net");
    }
}
