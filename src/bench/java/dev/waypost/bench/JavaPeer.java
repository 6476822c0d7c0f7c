package dev.waypost.bench;

/**
 * A peer that runs in a JVM of its own.
 *
 * @param throttles whether it keeps to a rate that it is told
 */
record JavaPeer(String name, String description, Class<?> main, boolean throttles)
        implements Contender {

    static final String HEAP = "1g";

    @Override
    public ChildProcess start(Task task) {
        return ChildProcess.start(
                name, JavaCommand.ofPeer(main, HEAP, task.trustStore()), task.environment());
    }
}
