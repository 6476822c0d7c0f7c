package dev.waypost.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.kafka.EmbeddedKafka;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What the clients of the routes get besides their own settings. */
class KafkaSettingsTest {

    private static final ProducerRecord<Object, Object> NEWS =
            new ProducerRecord<>("news", new byte[] {1});

    @Test
    @SuppressWarnings("unchecked")
    void a_producer_without_a_broker_takes_leave_all_the_same() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.started()) {
            var settings = new KafkaSettings(Map.of("bootstrap.servers", kafka.bootstrapServers()));
            var producer = (KafkaProducer<Object, Object>) settings.getProducer(patient());
            producer.send(NEWS).get();
            kafka.stop();
            Future<RecordMetadata> unwritten = producer.send(NEWS);

            CompletableFuture<Void> leave = CompletableFuture.runAsync(producer::close);

            await().atMost(Duration.ofSeconds(30)).until(leave::isDone);
            assertThat(unwritten).isDone();
        }
    }

    private static Properties patient() {
        Properties route = new Properties();
        route.put("delivery.timeout.ms", Integer.MAX_VALUE);
        route.put("key.serializer", ByteArraySerializer.class.getName());
        route.put("value.serializer", ByteArraySerializer.class.getName());
        return route;
    }
}
