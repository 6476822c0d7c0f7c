package dev.waypost.bench;

import java.io.IOException;

/**
 * The standard input of a process that {@link Bench} started: its end means that nobody needs the
 * process any more, even where the launcher was killed.
 */
final class Lifeline {

    private Lifeline() {}

    /** Returns when the launcher has let go. */
    static void awaitEnd() {
        try {
            while (System.in.read() >= 0) {
                // Nobody says anything on it.
            }
        } catch (IOException lost) {
            // As good as its end.
        }
    }

    /** Ends this process as soon as the launcher has let go. */
    static void haltAtEnd() {
        Thread watch =
                new Thread(
                        () -> {
                            awaitEnd();
                            Runtime.getRuntime().halt(0);
                        },
                        "lifeline");
        watch.setDaemon(true);
        watch.start();
    }
}
