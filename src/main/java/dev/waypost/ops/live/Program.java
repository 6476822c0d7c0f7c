package dev.waypost.ops.live;

import java.nio.file.Path;

/** What a followed folder is checked and run with. */
interface Program {

    /** What is wrong with these routes, a line each; empty where nothing is. */
    String faults(Path routes) throws InterruptedException;

    /** Begins to run these routes. */
    Running start(Path routes);

    /** Routes that run, or begin to. */
    interface Running {

        /** Whether they run; returns once that is known. */
        boolean awaitStarted() throws InterruptedException;

        boolean isAlive();

        /** Once it is no longer alive. */
        int exitCode();

        /** Lets the mails in flight come to their end, or stay in Kafka; returns when it ended. */
        void stop();
    }
}
