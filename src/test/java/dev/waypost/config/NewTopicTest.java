package dev.waypost.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.kafka.EmbeddedKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A topic whose partitions the broker is still making, one by one, takes every report. */
class NewTopicTest {

    /** So many that the last one is there a while after the broker told of the topic. */
    private static final int PARTITIONS = 100;

    private final EmbeddedKafka kafka = EmbeddedKafka.started();
    private final Map<String, Object> broker =
            Map.of("bootstrap.servers", kafka.bootstrapServers());

    @Test
    @Timeout(60)
    void no_report_waits_for_ever_behind_a_later_one() throws Exception {
        Map<String, Object> unbatched = new KafkaSettings(broker).producer(Map.of("batch.size", 0));
        List<Future<?>> sent = new ArrayList<>();

        try (kafka;
                Admin admin = Admin.create(broker)) {
            KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(
                            unbatched, new ByteArraySerializer(), new ByteArraySerializer());
            try {
                admin.createTopics(List.of(new NewTopic("new", PARTITIONS, (short) 1))).all().get();
                for (int i = 0; i < 30 * PARTITIONS; i++) {
                    sent.add(
                            producer.send(
                                    new ProducerRecord<>(
                                            "new", i % PARTITIONS, null, new byte[10])));
                }
                for (Future<?> each : sent) {
                    each.get();
                }
            } finally {
                producer.close(Duration.ZERO);
            }
        }

        assertThat(sent).hasSize(30 * PARTITIONS);
    }
}
