package dev.waypost.smtp.pool;

import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.client.RelayTransport;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * The transports to one target that are open, in use or idle. The one used last is used next, so
 * that the rest can age and go; in any doubt one is discarded. Not its business: how many there may
 * be. Any thread.
 */
final class OpenConnections {

    // Postfix reuses a connection for as long; a moved relay is found soon enough.
    private static final Duration LONGEST_AGE = Duration.ofMinutes(5);

    private final PoolLimits limits;
    private final ConcurrentLinkedDeque<RelayTransport> idle = new ConcurrentLinkedDeque<>();
    private final Set<RelayTransport> open = ConcurrentHashMap.newKeySet();
    private final MessageLimit messages;
    private final IntSupplier most;
    private final AtomicInteger opening = new AtomicInteger();
    private final ConnectionCounts counts;
    private volatile boolean closed;

    /**
     * @param most how many the relay takes now; more are not kept
     * @param nanoTime as {@link System#nanoTime}
     */
    OpenConnections(
            PoolLimits limits, ConnectionCounts counts, IntSupplier most, LongSupplier nanoTime) {
        this.limits = limits;
        this.counts = counts;
        this.most = most;
        this.messages = new MessageLimit(limits.messages(), nanoTime);
    }

    /** An idle one that is still fit for a message; null where there is none. */
    RelayTransport idle() {
        for (RelayTransport t = idle.pollFirst(); t != null; t = idle.pollFirst()) {
            if (isOld(t)) {
                discard(t, Discard.AGE);
            } else if (t.isStale()) {
                discard(t, Discard.STALE);
            } else {
                return t;
            }
        }
        return null;
    }

    /** A way to open one. */
    interface Opening {
        RelayTransport open() throws SubmissionFailure;
    }

    /** Opens another. */
    RelayTransport open(Opening way) throws SubmissionFailure {
        opening.incrementAndGet();
        try {
            RelayTransport transport = way.open();
            counts.countOpened();
            open.add(transport);
            return transport;
        } finally {
            opening.decrementAndGet();
        }
    }

    /** Takes back one that was used. */
    void keep(RelayTransport transport) {
        if (!transport.isHealthy()) {
            discard(transport, Discard.BROKEN);
        } else if (transport.messages() >= messages.now()) {
            discard(transport, Discard.MESSAGES);
        } else if (open.size() > most.getAsInt()) {
            discard(transport, Discard.OVER_LIMIT);
        } else {
            idle.addFirst(transport);
            if (closed) {
                close();
            }
        }
    }

    /** Closes one that the relay took no more messages on. */
    void usedUp(RelayTransport transport) {
        messages.refused(transport.messages());
        discard(transport, Discard.MESSAGES);
    }

    /** Closes idle ones, those unused for longest first, while there are more than it takes. */
    void shrink() {
        while (open.size() > most.getAsInt()) {
            RelayTransport last = idle.pollLast();
            if (last == null) {
                return;
            }
            discard(last, Discard.OVER_LIMIT);
        }
    }

    /** Closes those that waited or lived too long; called every second or so. */
    void sweep() {
        for (RelayTransport transport : idle) {
            boolean old = isOld(transport);
            boolean tired = transport.idleNanos() > limits.idle().toNanos();
            if ((old || tired) && idle.remove(transport)) {
                discard(transport, old ? Discard.AGE : Discard.IDLE);
            }
        }
    }

    /** Closes idle ones now and those in use when their message is through. */
    void close() {
        closed = true;
        for (RelayTransport last = idle.poll(); last != null; last = idle.poll()) {
            discard(last, Discard.CLOSED);
        }
    }

    /** Those in use wait no longer for replies that come before the message. */
    void giveUpWaiting() {
        open.forEach(RelayTransport::giveUpWaiting);
    }

    /** How many are open now, in use or idle. */
    int now() {
        return open.size();
    }

    /** How many are being opened now. */
    int opening() {
        return opening.get();
    }

    /** Closes one that is not kept. */
    void discard(RelayTransport transport, Discard reason) {
        counts.countDiscarded(reason);
        open.remove(transport);
        transport.close();
    }

    private static boolean isOld(RelayTransport transport) {
        return transport.ageNanos() > LONGEST_AGE.toNanos();
    }

    /**
     * How many messages one connection carries: as configured, fewer where the relay said so. What
     * it said is believed for an hour; then one connection finds out again. Any thread.
     */
    private static final class MessageLimit {

        private static final long LASTS_NANOS = Duration.ofHours(1).toNanos();

        private record Learned(int messages, long at) {}

        private final int configured;
        private final LongSupplier nanoTime;
        private volatile Learned learned;

        /**
         * @param configured messages, at least one
         * @param nanoTime as {@link System#nanoTime}
         */
        MessageLimit(int configured, LongSupplier nanoTime) {
            this.configured = configured;
            this.nanoTime = nanoTime;
        }

        /**
         * The relay refused a connection's nth message because it was the nth. Of a first one that
         * cannot be: it is refused, and nothing learned.
         */
        void refused(int nth) {
            if (nth > 1) {
                learned = new Learned(nth - 1, nanoTime.getAsLong());
            }
        }

        /** Messages after which a connection is closed. */
        int now() {
            Learned known = learned;
            boolean holds = known != null && nanoTime.getAsLong() - known.at() < LASTS_NANOS;
            return holds ? Math.min(configured, known.messages()) : configured;
        }
    }
}
