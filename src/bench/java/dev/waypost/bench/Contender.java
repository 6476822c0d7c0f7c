package dev.waypost.bench;

import java.util.Optional;

/** A way from Kafka to SMTP that takes part. */
interface Contender {

    /** As the tables and {@code -Dbench.contenders} call it. */
    String name();

    /** What it is, with its version; a line of the report. */
    String description();

    /** Why it cannot take part here; empty where it can. */
    default Optional<String> absence() {
        return Optional.empty();
    }

    /** Whether it can do what a cell asks; one that always uses TLS also runs in clear cells. */
    default boolean takesPartIn(Cell cell) {
        return true;
    }

    /** Whether it reads the topic, and so must commit. */
    default boolean commits() {
        return true;
    }

    /** Whether it keeps to a rate that it is told. */
    default boolean throttles() {
        return false;
    }

    /** Starts it; it works until it is killed. */
    ChildProcess start(Task task);
}
