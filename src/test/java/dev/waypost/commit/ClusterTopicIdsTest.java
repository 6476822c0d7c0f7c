package dev.waypost.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.TestClock;
import dev.waypost.config.KafkaClients;
import dev.waypost.config.KafkaSettings;
import dev.waypost.kafka.EmbeddedKafka;
import dev.waypost.kafka.Topics;
import io.quarkus.runtime.ShutdownEvent;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ClusterTopicIdsTest {

    @Test
    void a_question_under_way_holds_up_no_shutdown() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String broker = "localhost:" + silent.getLocalPort();
            ClusterTopicIds ids =
                    new ClusterTopicIds(
                            KafkaClients.OF_A_BROKER,
                            new KafkaSettings(Map.of("bootstrap.servers", broker)),
                            System::nanoTime);
            ids.of("outbound-mail");

            CompletableFuture<Void> over =
                    CompletableFuture.runAsync(() -> ids.onShutdown(new ShutdownEvent()));

            assertThat(over).succeedsWithin(Duration.ofSeconds(15));
        }
    }

    @Test
    void a_topic_is_asked_for_as_soon_as_it_is_read() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.started();
                Topics topics = new Topics(kafka.bootstrapServers())) {
            TestClock standing = new TestClock();
            ClusterTopicIds ids =
                    new ClusterTopicIds(
                            KafkaClients.OF_A_BROKER,
                            new KafkaSettings(
                                    Map.of("bootstrap.servers", kafka.bootstrapServers())),
                            standing::nanoTime);
            topics.create("outbound-mail.retry.1m", 1);
            topics.create("outbound-mail", 1);

            ids.of("outbound-mail.retry.1m");
            ids.of("outbound-mail");

            await("both are known, though no second has passed")
                    .atMost(Duration.ofSeconds(20))
                    .until(
                            () ->
                                    ids.of("outbound-mail").isPresent()
                                            && ids.of("outbound-mail.retry.1m").isPresent());
            ids.onShutdown(new ShutdownEvent());
        }
    }
}
