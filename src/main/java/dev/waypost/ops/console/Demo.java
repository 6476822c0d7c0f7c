package dev.waypost.ops.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.waypost.config.WaypostConfig;
import io.vertx.ext.web.RoutingContext;
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

    /** Null without a demo: it is 4 % of a start. */
    private final HttpClient http;

    @Inject
    Demo(WaypostConfig config) {
        this.address = config.console().demo();
        this.http = isThere() ? HttpClient.newBuilder().connectTimeout(PATIENCE).build() : null;
    }

    boolean isThere() {
        return address.isPresent();
    }

    /** Passes on the page of the demo that is asked for, with its own policy of content. */
    void page(RoutingContext request) {
        try {
            HttpResponse<String> from =
                    ask(request.normalizedPath().substring("/demo".length()), null);
            String type = from.headers().firstValue("Content-Type").orElse("text/plain");
            Answer.guarded(request.response());
            from.headers()
                    .firstValue("Content-Security-Policy")
                    .ifPresent(own -> request.response().putHeader("Content-Security-Policy", own));
            request.response().setStatusCode(from.statusCode()).putHeader("Content-Type", type);
            request.response().end(from.body());
        } catch (IOException e) {
            Answer.text(request, 502, "the demo does not answer: " + e.getMessage());
        }
    }

    /**
     * Asks it.
     *
     * @param path with what is behind the question mark
     * @param body of a POST; null for a GET
     */
    private HttpResponse<String> ask(String path, String body) throws IOException {
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
