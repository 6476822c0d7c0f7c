package dev.waypost.config.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.config.KafkaClients;
import dev.waypost.config.KafkaSettings;
import dev.waypost.config.PollGuard;
import dev.waypost.kafka.EmbeddedKafka;
import dev.waypost.ops.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

/** What the clients of the routes do beside what Kafka's own do. */
class RouteClientsTest {

    private static final Serializer<Object> BODIES = (topic, body) -> (byte[]) body;
    private static final PollGuard UNGUARDED =
            new PollGuard() {
                @Override
                public <K, V> ConsumerRecords<K, V> poll(
                        Consumer<K, V> consumer, Supplier<ConsumerRecords<K, V>> poll) {
                    return poll.get();
                }
            };
    private static final ProducerRecord<Object, Object> NEWS =
            new ProducerRecord<>("news", new byte[] {1});

    @Test
    @SuppressWarnings("unchecked")
    void a_producer_without_a_broker_takes_leave_all_the_same() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.started()) {
            RouteClients clients =
                    new RouteClients(
                            KafkaClients.OF_A_BROKER,
                            new KafkaSettings(
                                    Map.of(
                                            "bootstrap.servers",
                                            kafka.bootstrapServers(),
                                            // What is sent without a broker waits in the producer.
                                            "metadata.recovery.strategy",
                                            "none")),
                            BODIES,
                            UNGUARDED,
                            Settings.of(Map.of("waypost.relay.host", "relay.example.org")));
            Properties route = clients.shared().createProducerProperties();
            Producer<Object, Object> producer =
                    (Producer<Object, Object>) clients.getProducer(route);
            producer.send(NEWS).get();
            kafka.stop();
            Future<RecordMetadata> unwritten = producer.send(NEWS);

            CompletableFuture<Void> leave = CompletableFuture.runAsync(producer::close);

            await().atMost(Duration.ofSeconds(30)).until(leave::isDone);
            assertThat(unwritten).isDone();
        }
    }
}
