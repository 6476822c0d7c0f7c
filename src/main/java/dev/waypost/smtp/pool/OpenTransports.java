package dev.waypost.smtp.pool;

import dev.waypost.config.WaypostConfig;
import dev.waypost.smtp.RelayTransport;
import dev.waypost.smtp.SubmissionFailure;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * The transports to one target that are open, in use or idle. The one used last is used next, so
 * that the rest can age and go; in any doubt one is discarded. Not its business: how many there may
 * be. Any thread.
 */
final class OpenTransports {

    // Postfix reuses a connection for as long; a moved relay is found soon enough.
    private static final Duration LONGEST_AGE = Duration.ofMinutes(5);

    private final WaypostConfig.Delivery limits;
    private final ConcurrentLinkedDeque<RelayTransport> idle = new ConcurrentLinkedDeque<>();
    private final Set<RelayTransport> open = ConcurrentHashMap.newKeySet();
    private final MessageLimit messages;
    private final IntSupplier most;
    private final AtomicInteger opening = new AtomicInteger();
    private final ConnectionCounts counts;
    private volatile boolean closed;

    /**
     * @param most how many the relay takes now; more are not kept
     */
    OpenTransports(WaypostConfig.Delivery limits, ConnectionCounts counts, IntSupplier most) {
        this.limits = limits;
        this.counts = counts;
        this.most = most;
        this.messages = new MessageLimit(limits.messagesPerConnection(), System::nanoTime);
    }

    /** An idle one that is still fit for a message; null where there is none. */
    RelayTransport idle() {
        for (RelayTransport t = idle.pollFirst(); t != null; t = idle.pollFirst()) {
            if (isOld(t)) {
                discard(t, Discard.AGE);
            } else if (t.isForsaken()) {
                discard(t, Discard.FORSAKEN);
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
            discard(transport, Discard.DOUBT);
        } else if (transport.messages() >= messages.now()) {
            discard(transport, Discard.MESSAGES);
        } else if (open.size() > most.getAsInt()) {
            discard(transport, Discard.CROWDED);
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
            discard(last, Discard.CROWDED);
        }
    }

    /** Closes those that waited or lived too long; called every second or so. */
    void sweep() {
        for (RelayTransport transport : idle) {
            boolean old = isOld(transport);
            boolean tired = transport.idleNanos() > limits.idleTimeout().toNanos();
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
}
