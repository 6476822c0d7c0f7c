package dev.waypost.deliver;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Whether somebody has paused the relay. A pause ends by itself at its time. While it is not known
 * yet whether there is one, mails wait as if there were, but not for long. Any thread.
 */
public final class RelayPause {

    /**
     * @param by who asked for it
     * @param until when it ends by itself
     */
    public record Pause(String by, String reason, Instant since, Instant until) {

        /** For logs: when, not who and why. */
        @Override
        public String toString() {
            return "a pause until " + until;
        }
    }

    private static final Logger LOG = Logger.getLogger(RelayPause.class);

    private final Clock clock;
    private final LongSupplier nanoTime;
    private Pause pause;
    private boolean unknown;
    private long knownBy;

    /**
     * @param clock for the end of a pause, which all pods have in common
     * @param nanoTime as {@link System#nanoTime}
     */
    public RelayPause(Clock clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** Mails wait until somebody has said how it is, for this long at most. */
    public synchronized void awaitWord(Duration longest) {
        unknown = true;
        knownBy = nanoTime.getAsLong() + longest.toNanos();
    }

    /** There is no other word than those that were said so far. */
    public synchronized void known() {
        unknown = false;
    }

    /** No mail is begun any more, until then or until {@link #end}; what is in flight goes on. */
    public synchronized void begin(Pause wanted) {
        pause = wanted;
        if (current().isPresent()) {
            LOG.warnf(
                    "relay paused by %s until %s: %s; mails wait in Kafka",
                    wanted.by(), wanted.until(), wanted.reason());
        }
    }

    /** Mails go again. */
    public synchronized void end(String by, String reason) {
        if (current().isPresent()) {
            LOG.infof("relay resumed by %s: %s", by, reason);
        }
        pause = null;
    }

    /** The pause that there is now. */
    public synchronized Optional<Pause> current() {
        if (pause != null && !clock.instant().isBefore(pause.until())) {
            LOG.infof("the pause by %s has ended: %s", pause.by(), pause.reason());
            pause = null;
        }
        return Optional.ofNullable(pause);
    }

    /** Whether no mail may be begun. */
    synchronized boolean holds() {
        if (unknown && nanoTime.getAsLong() - knownBy >= 0) {
            LOG.warn("whether the relay is paused could not be read; mails go");
            unknown = false;
        }
        return unknown || current().isPresent();
    }
}
