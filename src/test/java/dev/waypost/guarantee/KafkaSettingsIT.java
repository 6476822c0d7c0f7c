package dev.waypost.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.Surroundings;
import dev.waypost.WaypostProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Kafka's own settings reach the clients that carry mail. */
class KafkaSettingsIT {

    private static final Duration SOON = Duration.ofMinutes(1);

    @Test
    void the_newer_group_protocol_carries_mails_of_every_codec_and_their_retries()
            throws Exception {
        try (Surroundings world = new Surroundings()) {
            world.topics().create("outbound-mail", 3);
            world.relay().onAllPorts().whenRecipient("user1@*").reply("450 4.2.1 busy").times(1);
            world.publish(0, 10);
            try (WaypostProcess waypost =
                    plain(world)
                            .with("KAFKA_GROUP_PROTOCOL", "consumer")
                            .with("WAYPOST_RETRY_SCHEDULE", "1s*20")
                            .start()) {
                await().atMost(SOON)
                        .untilAsserted(
                                () -> {
                                    assertThat(world.arrived()).hasSize(10);
                                    assertThat(world.topics().lag("waypost", "outbound-mail"))
                                            .isZero();
                                });

                for (CompressionType each : CompressionType.values()) {
                    publish(world, each);
                }

                await().atMost(SOON)
                        .untilAsserted(
                                () ->
                                        assertThat(world.arrived())
                                                .contains("none", "gzip", "snappy", "lz4", "zstd"));
                assertThat(protocol(world, "waypost")).isEqualTo(GroupType.CONSUMER);
                assertThat(protocol(world, "waypost.retry")).isEqualTo(GroupType.CONSUMER);
                assertThat(waypost.isAlive()).isTrue();
            }
        }
    }

    private static void publish(Surroundings world, CompressionType codec) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                world.kafka().bootstrapServers(),
                                "compression.type",
                                codec.name),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            String mail =
                    """
                    {"id": "%1$s", "from": "shop@example.org", "to": ["ann@example.org"],
                     "subject": "%1$s", "text": "%2$s"}"""
                            .formatted(codec.name, "Hello. ".repeat(200));
            producer.send(new ProducerRecord<>("outbound-mail", mail.getBytes(UTF_8))).get();
        }
    }

    private static GroupType protocol(Surroundings world, String group) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", world.kafka().bootstrapServers()))) {
            return admin.describeConsumerGroups(List.of(group)).all().get().get(group).type();
        }
    }

    private static WaypostProcess.Settings plain(Surroundings world) {
        return new WaypostProcess.Settings()
                .with(WaypostProcess.environment(world.kafka().bootstrapServers(), world.relay()));
    }
}
