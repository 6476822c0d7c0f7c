package dev.waypost.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.Surroundings;
import dev.waypost.WaypostProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** A mail cannot be unsent: those of a transaction wait for its commit, and go with its abort. */
class TransactionsIT {

    private static final Duration SOON = Duration.ofMinutes(1);

    @Test
    void mails_of_a_transaction_are_sent_when_it_commits_and_never_when_it_is_rolled_back() {
        try (Surroundings world = new Surroundings();
                KafkaProducer<byte[], byte[]> backend = transactional(world)) {
            world.topics().create("outbound-mail", 3);
            backend.beginTransaction();
            publish(backend, "committed");
            backend.commitTransaction();
            backend.beginTransaction();
            publish(backend, "rolled-back");
            backend.abortTransaction();
            backend.beginTransaction();
            publish(backend, "open");
            world.publish(0, 10);
            try (WaypostProcess waypost = world.settings().start().ready()) {
                await("those before the open transaction")
                        .atMost(SOON)
                        .until(() -> world.arrived().containsAll(subjects("committed")));

                backend.abortTransaction();

                Set<String> wanted = subjects("committed");
                wanted.addAll(subjects("m"));
                await("those behind it").atMost(SOON).until(() -> world.arrived().equals(wanted));
                await("no lag, though markers end each partition")
                        .atMost(SOON)
                        .until(() -> world.topics().lag("waypost", "outbound-mail") == 0);
                assertThat(world.duplicates()).isZero();
                assertThat(world.topics().records("outbound-mail.dead-letter")).isEmpty();
                assertThat(waypost.status("/q/health/ready")).isEqualTo(200);
            }
        }
    }

    private static KafkaProducer<byte[], byte[]> transactional(Surroundings world) {
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                world.kafka().bootstrapServers(),
                                "transactional.id",
                                "backend",
                                "transaction.timeout.ms",
                                600_000),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    /** Ten mails over all partitions, known to the broker. */
    private static void publish(KafkaProducer<byte[], byte[]> producer, String name) {
        for (String subject : subjects(name)) {
            String mail =
                    """
                    {"id": "%s", "from": "shop@example.org", "to": ["ann@example.org"],
                     "subject": "%s", "text": "Hello."}"""
                            .formatted(subject, subject);
            producer.send(
                    new ProducerRecord<>(
                            "outbound-mail",
                            subject.getBytes(StandardCharsets.UTF_8),
                            mail.getBytes(StandardCharsets.UTF_8)));
        }
        producer.flush();
    }

    private static Set<String> subjects(String name) {
        return IntStream.range(0, 10).mapToObj(i -> name + "-" + i).collect(Collectors.toSet());
    }
}
