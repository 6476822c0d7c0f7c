package dev.waypost.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.config.KafkaClients;
import dev.waypost.config.KafkaSettings;
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
}
