package dev.waypost.bench;

/** A peer that runs in a JVM of its own. */
record JavaPeer(String name, String description, Class<?> main) implements Contender {

    static final String HEAP = "1g";

    @Override
    public ChildProcess start(Task task) {
        return ChildProcess.start(
                name, JavaCommand.ofPeer(main, HEAP, task.trustStore()), task.environment());
    }
}
