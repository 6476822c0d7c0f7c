package dev.waypost.config;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.jboss.logging.Logger;

/**
 * A thread of our own that lasts until it is told to stop: whatever ends its work, an {@link Error}
 * too, the work begins anew after a pause that doubles from 0.2 to 30 s, and to 1 s for what Kafka
 * calls retriable. Each trouble is told once, and {@link #trouble} says it to whoever asks for
 * health; a retriable one is none before it has lasted for 2 s, and its pause does not grow before.
 * Any thread.
 */
public final class LastingThread {

    /** What the thread does until it is to stop; it looks at {@link #isStopping}. */
    public interface Work {
        void run() throws Exception;
    }

    private static final Logger LOG = Logger.getLogger(LastingThread.class);
    private static final Duration SHORTEST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** What Kafka calls retriable is mostly over soon, and mails wait for it. */
    private static final Duration LONGEST_RETRIABLE = Duration.ofSeconds(1);

    /** A topic that was just created is led by a broker within so long. */
    private static final Duration FLEETING = Duration.ofSeconds(2);

    private final String name;
    private final Work work;
    private final CountDownLatch stopping = new CountDownLatch(1);

    /** After the failure before; null while it goes well. */
    private Duration pause;

    private long failingSince;
    private volatile String trouble;

    /**
     * @param name of the thread, also in the log
     */
    public LastingThread(String name, Work work) {
        this.name = name;
        this.work = work;
    }

    /** Starts it, once. */
    public void start() {
        Thread thread = new Thread(this::last, name);
        thread.setDaemon(true);
        thread.start();
    }

    public void stop() {
        stopping.countDown();
    }

    public boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /** Pauses between two pieces of the work; true where it is to stop. */
    public boolean awaitStop(Duration atMost) throws InterruptedException {
        return stopping.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The work says that it goes well: whatever was, is over. */
    public void well() {
        if (pause != null) {
            LOG.infof("%s goes on", name);
            trouble = null;
            pause = null;
        }
    }

    /** Why the work ended last, in words for an operator; empty while it goes well. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    private void last() {
        try {
            while (!isStopping()) {
                try {
                    work.run();
                } catch (InterruptedException e) {
                    throw e;
                } catch (Throwable e) {
                    if (!isStopping()) {
                        tell(e);
                        awaitStop(pause);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(Throwable failure) {
        String why = failure instanceof KafkaException ? failure.getMessage() : failure.toString();
        boolean first = pause == null;
        if (first) {
            failingSince = System.nanoTime();
        }
        boolean fleeting =
                trouble == null
                        && isRetriable(failure)
                        && System.nanoTime() - failingSince < FLEETING.toNanos();
        if (!fleeting) {
            if (!why.equals(trouble)) {
                log(failure, why);
            }
            trouble = why;
        } else if (first) {
            LOG.infof("%s tries again: %s", name, why);
        }
        pause = first || fleeting ? SHORTEST : longer(failure);
    }

    private void log(Throwable failure, String why) {
        // Kafka's own troubles come and go; anything else nobody foresaw.
        if (failure instanceof KafkaException) {
            LOG.warnf("%s tries again: %s", name, why);
        } else {
            LOG.errorf(failure, "%s failed and begins anew", name);
        }
    }

    private Duration longer(Throwable failure) {
        Duration longest = isRetriable(failure) ? LONGEST_RETRIABLE : LONGEST;
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(longest) > 0 ? longest : doubled;
    }

    private static boolean isRetriable(Throwable failure) {
        return failure instanceof RetriableException
                || failure instanceof KafkaException
                        && failure.getCause() instanceof RetriableException;
    }
}
