package dev.waypost.bench;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The children that live; none outlives this process, even where it is interrupted. */
final class Running {

    private static final Set<ChildProcess> CHILDREN = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> CHILDREN.forEach(ChildProcess::kill), "children"));
    }

    private Running() {}

    static void add(ChildProcess child) {
        CHILDREN.add(child);
    }

    static void remove(ChildProcess child) {
        CHILDREN.remove(child);
    }
}
