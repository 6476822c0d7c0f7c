package dev.waypost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.FreePort;
import dev.waypost.kafka.TopicRecord;
import dev.waypost.kafka.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ControlPageTest {

    private static DemoWorld world;
    private static ControlPage page;

    @BeforeAll
    static void start() {
        world = new DemoWorld();
        page = new ControlPage(world, FreePort.any());
    }

    @AfterAll
    static void stop() {
        page.close();
        world.close();
    }

    @Test
    void a_sample_and_an_event_of_ones_own_are_published() throws Exception {
        assertThat(post("/send", "").body()).startsWith("published sample-");
        assertThat(post("/send", "{\"id\": \"mine\"}").statusCode()).isEqualTo(200);

        try (Topics topics = new Topics(world.bootstrapServers())) {
            assertThat(topics.awaitRecords(DemoWorld.TOPIC, 2, Duration.ofSeconds(20)))
                    .extracting(TopicRecord::text)
                    .anyMatch(event -> event.contains("sample-"))
                    .contains("{\"id\": \"mine\"}");
        }
    }

    @Test
    void a_port_is_blocked_and_opened_by_the_number_the_world_knows() throws Exception {
        assertThat(post("/block?port=587", "").statusCode()).isEqualTo(200);
        assertThat(world.isBlocked(587)).isTrue();

        assertThat(post("/unblock?port=587", "").statusCode()).isEqualTo(200);
        assertThat(world.isBlocked(587)).isFalse();
    }

    @Test
    void what_is_not_understood_is_refused_with_a_reason() throws Exception {
        assertThat(post("/block?port=25", "").statusCode()).isEqualTo(400);
        assertThat(post("/block", "").body()).contains("?port=587");
        assertThat(post("/elsewhere", "").statusCode()).isEqualTo(404);
    }

    @Test
    void no_page_of_another_site_publishes_or_blocks_anything() throws Exception {
        HttpRequest forged =
                HttpRequest.newBuilder(URI.create(page.address() + "/block?port=465"))
                        .header("Origin", "http://evil.example")
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();

        assertThat(HttpClient.newHttpClient().send(forged, BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
        assertThat(world.isBlocked(465)).isFalse();
    }

    private static HttpResponse<String> post(String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(page.address() + path))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
