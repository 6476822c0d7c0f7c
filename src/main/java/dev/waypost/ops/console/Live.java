package dev.waypost.ops.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waypost.config.Heartbeat;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells every open page how the pod is, as soon as that changes: server-sent events. One thread
 * looks four times a second; a page that does not read is left out until it does.
 */
@Singleton
class Live {

    private static final int MOST_PAGES = 200;

    /** Fifteen seconds: so that a proxy does not take it for dead. */
    private static final int QUIET_LOOKS = 60;

    private static final String STILL_THERE = ":\n\n";

    private final PodState state;
    private final RateHistory history;
    private final Map<HttpServerResponse, Viewer> pages = new ConcurrentHashMap<>();
    private final Heartbeat looks = new Heartbeat("waypost-console", this::look);
    private String last = "";
    private int quiet;

    @Inject
    Live(PodState state, RateHistory history) {
        this.state = state;
        this.history = history;
    }

    void start() {
        looks.start();
    }

    void onShutdown(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent shutdown) {
        looks.close();
    }

    /** Tells this page from now on; false where there are too many. */
    boolean tell(HttpServerResponse page, Viewer viewer) {
        if (pages.size() >= MOST_PAGES) {
            return false;
        }
        page.closeHandler(gone -> pages.remove(page));
        page.exceptionHandler(gone -> pages.remove(page));
        page.setChunked(true);
        page.write(event(Masked.of(state.json(), viewer)));
        pages.put(page, viewer);
        return true;
    }

    private void look() {
        history.look();
        if (pages.isEmpty()) {
            return;
        }
        var json = state.json();
        String now = json.toString();
        boolean news = !now.equals(last);
        last = now;
        quiet = news ? 0 : quiet + 1;
        if (!news && quiet < QUIET_LOOKS) {
            return;
        }
        quiet = 0;
        String whole = news ? event(json) : STILL_THERE;
        String masked = news ? event(Masked.of(json)) : STILL_THERE;
        pages.forEach(
                (page, viewer) -> {
                    if (page.closed()) {
                        pages.remove(page);
                    } else if (!page.writeQueueFull()) {
                        page.write(viewer.operator() ? whole : masked);
                    }
                });
    }

    private static String event(JsonNode json) {
        return "data: " + json + "\n\n";
    }
}
