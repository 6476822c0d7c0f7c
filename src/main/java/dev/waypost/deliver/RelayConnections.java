package dev.waypost.deliver;

import dev.waypost.classify.Phase;
import dev.waypost.classify.Symptom;
import dev.waypost.classify.Trouble;
import dev.waypost.config.WaypostConfig;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The open connections to one target, at most {@code waypost.delivery.connections}. The one used
 * last is used next, so that the rest can age and go. A lease is the time of one {@link #submit}:
 * it ends with that call, the connection kept if it is healthy and discarded in any doubt. Safe for
 * use by many threads.
 */
public final class RelayConnections {

    // Postfix reuses a connection for as long; a moved relay is found soon enough.
    private static final Duration LONGEST_AGE = Duration.ofMinutes(5);

    private final RelayTarget target;
    private final Openings openings;
    private final WaypostConfig.Delivery limits;
    private final Leases leases;
    private final ConcurrentLinkedDeque<RelayTransport> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder opened = new LongAdder();
    private final LongAdder reused = new LongAdder();
    private final Map<Discard, LongAdder> discarded = new EnumMap<>(Discard.class);
    private volatile boolean closed;

    RelayConnections(
            RelayTarget target,
            RelayConnector connector,
            LoginProof login,
            WaypostConfig.Delivery limits) {
        this.target = target;
        this.openings = new Openings(connector, login);
        this.limits = limits;
        this.leases =
                new Leases(
                        limits.connections(),
                        limits.timeout().greeting(),
                        limits.timeout().command());
        for (Discard reason : Discard.values()) {
            discarded.put(reason, new LongAdder());
        }
    }

    /**
     * Submits the message over an idle connection, or a new one; waits for one if all are busy.
     * Recipients over the relay's limit go in further transactions at once (RFC 5321 section
     * 4.5.3.1.10); where one of those fails, their 452 stands and they are for later.
     */
    public void submit(RelayMessage message) throws SubmissionFailure {
        transact(message);
        int before = message.recipients().size();
        for (List<String> left = message.report().overLimit();
                !left.isEmpty() && left.size() < before;
                left = message.report().overLimit()) {
            before = left.size();
            RelayMessage rest = new RelayMessage(message.envelope(), left);
            try {
                transact(rest);
            } catch (SubmissionFailure e) {
                return;
            }
            message.accepted(message.report().with(rest.report()));
        }
    }

    private void transact(RelayMessage message) throws SubmissionFailure {
        long since = System.nanoTime();
        leases.take();
        try {
            RelayTransport waiting = waiting();
            if (waiting == null) {
                carry(opened(openings.open(since)), message);
                return;
            }
            reused.increment();
            try {
                carry(waiting, message);
            } catch (SubmissionFailure e) {
                if (!wasForsaken(e)) {
                    throw e;
                }
                // It died of waiting, before a word of this mail was answered: nobody's fault.
                carry(opened(openings.open(System.nanoTime())), message);
            }
        } finally {
            leases.giveBack();
        }
    }

    /**
     * Opens a connection and keeps it for the next message; fails as a submission would. Where all
     * connections are busy, perhaps for ever, it is one more than them and closed again.
     */
    public void probe() throws SubmissionFailure {
        boolean leased = leases.takeNow();
        try {
            RelayTransport transport = opened(openings.probe());
            if (leased) {
                keep(transport);
            } else {
                discard(transport, Discard.CLOSED);
            }
        } finally {
            if (leased) {
                leases.giveBack();
            }
        }
    }

    public RelayTarget target() {
        return target;
    }

    /** Connections that are open now, in use or idle. */
    public int openNow() {
        return open.get();
    }

    /** Connections that are in use now, those being opened included. */
    public int leasedNow() {
        return leases.taken();
    }

    /** Connections opened so far, with login. */
    public long opened() {
        return opened.sum();
    }

    /** Messages so far that found an open connection. */
    public long reused() {
        return reused.sum();
    }

    /** Connections closed so far for this reason. */
    public long discarded(Discard reason) {
        return discarded.get(reason).sum();
    }

    /** Closes connections that waited or lived too long; called every second or so. */
    void sweep() {
        for (RelayTransport transport : idle) {
            boolean old = isOld(transport);
            boolean tired = transport.idleNanos() > limits.idleTimeout().toNanos();
            if ((old || tired) && idle.remove(transport)) {
                discard(transport, old ? Discard.AGE : Discard.IDLE);
            }
        }
    }

    /** Closes idle connections now and leased ones when their message is through. */
    void close() {
        closed = true;
        for (RelayTransport last = idle.poll(); last != null; last = idle.poll()) {
            discard(last, Discard.CLOSED);
        }
    }

    private RelayTransport waiting() {
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

    private RelayTransport opened(RelayTransport transport) {
        leases.heard();
        opened.increment();
        open.incrementAndGet();
        return transport;
    }

    private void carry(RelayTransport transport, RelayMessage message) throws SubmissionFailure {
        try {
            transport.submit(message);
            leases.heard();
        } catch (SubmissionFailure e) {
            if (e.trouble().reply() != null) {
                leases.heard();
            }
            throw e;
        } finally {
            keep(transport);
        }
    }

    private void keep(RelayTransport transport) {
        if (!transport.isHealthy()) {
            discard(transport, Discard.DOUBT);
        } else if (transport.messages() >= limits.messagesPerConnection()) {
            discard(transport, Discard.MESSAGES);
        } else {
            idle.addFirst(transport);
            if (closed) {
                close();
            }
        }
    }

    private void discard(RelayTransport transport, Discard reason) {
        discarded.get(reason).increment();
        open.decrementAndGet();
        transport.close();
    }

    private static boolean isOld(RelayTransport transport) {
        return transport.ageNanos() > LONGEST_AGE.toNanos();
    }

    private static boolean wasForsaken(SubmissionFailure e) {
        Trouble trouble = e.trouble();
        return trouble.phase() == Phase.MAIL
                && (trouble.symptom() == Symptom.CLOSED
                        || trouble.reply() != null && trouble.reply().code() == 421);
    }
}
