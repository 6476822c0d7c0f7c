package dev.waypost.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the application running with the routes as they are in the folder: an edit is checked, and
 * if it is sound the application starts anew with it; a faulty one is told and the application goes
 * on as it was. Starting anew instead of reloading in place: Camel reloads one file at a time, and
 * half an edit is no route.
 */
final class LiveRoutes implements AutoCloseable {

    /** Editors write a file in several steps. */
    private static final long SETTLE_MILLIS = 400;

    private final Map<String, String> environment;
    private final Path routes;
    private final PrintStream out;
    private final Runnable onEnd;
    private final WatchService changes;
    private Application application;
    private boolean closed;

    /**
     * @param onEnd called when the application ends by itself
     */
    LiveRoutes(Map<String, String> environment, Path routes, PrintStream out, Runnable onEnd)
            throws IOException {
        this.environment = environment;
        this.routes = routes;
        this.out = out;
        this.onEnd = onEnd;
        this.changes = FileSystems.getDefault().newWatchService();
        start();
        for (Path folder : new Path[] {routes, routes.resolve("relays")}) {
            folder.register(
                    changes,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
        }
    }

    synchronized Application application() {
        return application;
    }

    /** Follows the folder until closed. */
    void watch() {
        try {
            while (true) {
                WatchKey key = changes.take();
                for (WatchKey more = key; more != null; ) {
                    more.pollEvents();
                    more.reset();
                    more = changes.poll(SETTLE_MILLIS, TimeUnit.MILLISECONDS);
                }
                changed();
            }
        } catch (ClosedWatchServiceException stopped) {
            // The demo ends.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void changed() {
        if (closed) {
            return;
        }
        String faults = Application.faults(environment, routes);
        if (!faults.isEmpty()) {
            out.println("The edited routes are faulty; Waypost goes on with the old ones:");
            out.println(faults);
            return;
        }
        Application old = application;
        application = null;
        old.close();
        try {
            start();
            out.println("Waypost runs with the edited routes.");
        } catch (IllegalStateException e) {
            out.println(e.getMessage());
            onEnd.run();
        }
    }

    private synchronized void start() {
        Application started = Application.started(environment, routes);
        application = started;
        started.ended().thenRun(() -> ended(started));
    }

    private synchronized void ended(Application which) {
        if (which == application && !closed) {
            onEnd.run();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        changes.close();
        if (application != null) {
            application.close();
        }
    }
}
