package dev.waypost.ops.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.waypost.config.WaypostConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * The demo beside this process, where there is one: asked here, so that a page asks nobody else.
 */
@Singleton
class Demo {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Optional<String> address;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    @Inject
    Demo(WaypostConfig config) {
        this.address = config.console().demo();
    }

    boolean isThere() {
        return address.isPresent();
    }

    /**
     * Asks it.
     *
     * @param path with what is behind the question mark
     * @param body of a POST; null for a GET
     */
    HttpResponse<String> ask(String path, String body) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address.orElseThrow() + path)).timeout(PATIENCE);
        if (body != null) {
            request.POST(HttpRequest.BodyPublishers.ofString(body));
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /**
     * Publishes, blocks or opens a port.
     *
     * @throws IllegalArgumentException where the demo cannot, in its words
     * @throws IOException where it does not answer
     */
    JsonNode act(JsonNode said) throws IOException {
        String what = said.path("do").asText();
        String path =
                switch (what) {
                    case "send" -> "/send";
                    case "block", "unblock" -> "/" + what + "?port=" + said.path("port").asInt();
                    default -> throw new IllegalArgumentException("the demo does no " + what);
                };
        HttpResponse<String> from = ask(path, said.path("event").asText(""));
        if (from.statusCode() != 200) {
            throw new IllegalArgumentException(from.body().strip());
        }
        return JsonNodeFactory.instance.objectNode().put("text", from.body().strip());
    }
}
