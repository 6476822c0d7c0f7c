package dev.waypost.ops.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Tells every open page how the pod is, as soon as that changes: server-sent events. One thread
 * looks twice a second; a page that does not read is left out until it does.
 */
@Singleton
class Live {

    private static final int MOST_PAGES = 200;
    private static final long LOOK_MS = 500;

    /** So that a proxy does not take it for dead. */
    private static final int QUIET_LOOKS = 30;

    private final PodState state;
    private final RateHistory history;
    private final Map<HttpServerResponse, Viewer> pages = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(Live::daemon);
    private String last = "";
    private int quiet;

    @Inject
    Live(PodState state, RateHistory history) {
        this.state = state;
        this.history = history;
    }

    void start() {
        thread.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    void onShutdown(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent shutdown) {
        thread.shutdownNow();
    }

    /** Tells this page from now on; false where there are too many. */
    boolean tell(HttpServerResponse page, Viewer viewer) {
        if (pages.size() >= MOST_PAGES) {
            return false;
        }
        page.closeHandler(gone -> pages.remove(page));
        page.exceptionHandler(gone -> pages.remove(page));
        page.setChunked(true);
        page.write(event(state.json(), viewer));
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
        pages.forEach(
                (page, viewer) -> {
                    if (page.closed()) {
                        pages.remove(page);
                    } else if (!page.writeQueueFull()) {
                        page.write(news ? event(json, viewer) : ":\n\n");
                    }
                });
    }

    private static String event(JsonNode json, Viewer viewer) {
        return "data: " + Masked.of(json, viewer) + "\n\n";
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "waypost-console");
        thread.setDaemon(true);
        return thread;
    }
}
