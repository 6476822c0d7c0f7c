package dev.waypost.config;

import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A thread of its own for what must be done again and again as long as the process lives. Whatever
 * a beat throws, an {@link Error} too, is logged, once a minute if it stays the same, and the next
 * beat comes.
 */
public final class Heartbeat implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Heartbeat.class);
    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long REPEAT_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String name;
    private final Runnable beat;
    private final Waiting time;
    private volatile boolean closed;
    private Class<?> lastTrouble;
    private long toldAt;

    /**
     * @param name of the thread
     * @param beat comes four times a second
     */
    public Heartbeat(String name, Runnable beat) {
        this(name, beat, Waiting.REAL);
    }

    /**
     * @param time what is waited for between two beats
     */
    public Heartbeat(String name, Runnable beat, Waiting time) {
        this.name = name;
        this.beat = beat;
        this.time = time;
    }

    /** Begins; once. */
    public Heartbeat start() {
        Thread thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    private void run() {
        while (!closed) {
            time.pause(EVERY_NANOS);
            try {
                beat.run();
            } catch (Throwable trouble) {
                if (!closed) { // Whoever closes takes away what the last beat needs.
                    tell(trouble);
                }
            }
        }
    }

    private void tell(Throwable trouble) {
        try {
            boolean known = trouble.getClass() == lastTrouble;
            if (!known || System.nanoTime() - toldAt > REPEAT_NANOS) {
                lastTrouble = trouble.getClass();
                toldAt = System.nanoTime();
                LOG.errorf(trouble, "%s failed; it goes on", name);
            }
        } catch (Throwable noMemoryForThat) {
            // Going on matters more than saying so.
        }
    }

    /** Ends after the beat that is under way. */
    @Override
    public void close() {
        closed = true;
    }
}
