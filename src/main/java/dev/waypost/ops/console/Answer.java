package dev.waypost.ops.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * How everything of the console is answered: nothing kept, nothing framed, nothing from elsewhere.
 */
final class Answer {

    /** Scripts and styles are files of ours; a mail is shown in a frame that may do nothing. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    + " connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'none'";

    private Answer() {}

    static void text(RoutingContext request, int status, String text) {
        send(request, status, "text/plain; charset=utf-8", text + "\n");
    }

    static void json(RoutingContext request, JsonNode json) {
        send(request, 200, "application/json", json.toString());
    }

    static void send(RoutingContext request, int status, String type, String content) {
        if (!request.response().ended()) {
            guarded(request.response()).setStatusCode(status).putHeader("Content-Type", type);
            request.response().end(content);
        }
    }

    static HttpServerResponse guarded(HttpServerResponse response) {
        return response.putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Cache-Control", "no-store");
    }
}
