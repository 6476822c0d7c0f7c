package dev.waypost.bench;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The children that live; none outlives this process, even where it is interrupted. */
final class Running {

    private static final Duration LEAVE = Duration.ofSeconds(15);
    private static final Set<ChildProcess> CHILDREN = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Running::end, "children"));
    }

    private Running() {}

    static void add(ChildProcess child) {
        CHILDREN.add(child);
    }

    /** Lets go of all, for the broker has data to delete, and kills whom that does not end. */
    private static void end() {
        CHILDREN.forEach(ChildProcess::letGo);
        CHILDREN.forEach(child -> child.endWithin(LEAVE));
    }

    static void remove(ChildProcess child) {
        CHILDREN.remove(child);
    }
}
