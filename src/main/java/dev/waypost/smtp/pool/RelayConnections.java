package dev.waypost.smtp.pool;

import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.config.WaypostConfig;
import dev.waypost.pace.Pace;
import dev.waypost.smtp.Outrun;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.Pipelining;
import dev.waypost.smtp.RelayConnector;
import dev.waypost.smtp.RelayMessage;
import dev.waypost.smtp.RelayTarget;
import dev.waypost.smtp.RelayTransport;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.SubmissionReport;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import dev.waypost.smtp.WriteTimeouts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The open connections to one target, at most {@code waypost.delivery.connections}, fewer where the
 * relay takes no more. A lease is the time of one transaction: it ends with it, the connection kept
 * if it is healthy and discarded in any doubt. Safe for use by many threads.
 */
public final class RelayConnections {

    private static final Logger LOG = Logger.getLogger(RelayConnections.class);

    /** Longer, and the mail waits in Kafka instead. */
    private static final Duration LONGEST_WAIT_FOR_A_TURN = Duration.ofMinutes(1);

    /** How long a relay that takes not even one connection is left alone; others may have them. */
    private static final Duration CROWDED = Duration.ofSeconds(10);

    private final RelayTarget target;
    private final ConnectionOpener opener;
    private final WaypostConfig.Delivery limits;
    private final Leases leases;
    private final OpenTransports transports;
    private final ConnectionCounts counts;
    private final Pipelining pipelining;
    private final WriteTimeouts watch;
    private final Pace pace;
    private final OutcomeClassifier classifier;

    public RelayConnections(
            RelayTarget target,
            RelayConnector connector,
            SingleFlight login,
            WaypostConfig.Delivery limits,
            ConnectionCounts counts,
            Pipelining pipelining,
            WriteTimeouts watch,
            Pace pace,
            OutcomeClassifier classifier) {
        this.target = target;
        this.opener = new ConnectionOpener(connector, login);
        this.limits = limits;
        this.leases =
                new Leases(
                        limits.connections(),
                        limits.timeout().greeting(),
                        limits.timeout().command(),
                        limits.leastShare(),
                        System::nanoTime);
        this.counts = counts;
        this.pipelining = pipelining;
        this.watch = watch;
        this.pace = pace;
        this.classifier = classifier;
        this.transports = new OpenTransports(limits, counts, leases::limit);
    }

    /**
     * Submits the message over an idle connection, or a new one; waits for one if all are busy.
     * Recipients over the relay's limit go in further transactions at once (RFC 5321 section
     * 4.5.3.1.10); where one of those fails, the report says why, for these recipients only.
     *
     * @throws SubmissionFailure where the first transaction failed: nobody has the message
     */
    public void submit(RelayMessage message) throws SubmissionFailure {
        try {
            transact(message);
        } catch (SubmissionFailure e) {
            throw orAbandoned(e);
        }
        int before = message.recipients().size();
        for (List<String> left = overLimit(message);
                !left.isEmpty() && left.size() < before;
                left = overLimit(message)) {
            before = left.size();
            RelayMessage rest = new RelayMessage(message.envelope(), left, message.lane());
            try {
                transact(rest);
            } catch (SubmissionFailure | RuntimeException e) {
                // Whatever it is: the acceptance of the others is what must not be forgotten.
                SubmissionFailure failure = SubmissionFailure.of(e);
                // Something is written about these in any case: doubt, then, is called doubt.
                boolean inDoubt = failure.trouble().phase() == Phase.END_OF_DATA;
                message.accepted(
                        message.report()
                                .withFailure(left, inDoubt ? failure : orAbandoned(failure)));
                return;
            }
            message.accepted(message.report().with(rest.report()));
        }
    }

    private static List<String> overLimit(RelayMessage message) {
        return message.report().overLimit(OutcomeClassifier::isTooManyRecipients);
    }

    private void transact(RelayMessage message) throws SubmissionFailure {
        boolean done = transacted(message, true);
        while (!done) {
            done = transacted(message, false);
        }
    }

    /**
     * False where the relay takes no more connections than it has of ours: then there is one lease
     * fewer, and the next one finds a connection open.
     */
    private boolean transacted(RelayMessage message, boolean first) throws SubmissionFailure {
        try (Pace.Turn turn = turn(message)) {
            long since = System.nanoTime();
            leases.take(message.lane());
            counts.countLeased();
            try {
                transact(message, since);
                turn.accepted();
                limit(message.report()).ifPresent(limit -> keepTo(limit, turn));
                return true;
            } catch (SubmissionFailure e) {
                return !goesAgain(e, turn, first);
            } finally {
                counts.countReleased();
                leases.release();
            }
        }
    }

    private boolean goesAgain(SubmissionFailure e, Pace.Turn turn, boolean first)
            throws SubmissionFailure {
        Optional<RelayLimit> limit = limit(e);
        boolean crowded = limit.isPresent() && limit.get().kind() == RelayLimit.Kind.CONNECTIONS;
        if (isCrowded(e, first) || crowded && first && transports.now() > 1) {
            lower();
            return true;
        }
        if (limit.isPresent()) {
            keepTo(limit.get(), turn);
        } else if (e.isAboutMail()) {
            turn.answered();
        }
        throw e;
    }

    private Pace.Turn turn(RelayMessage message) throws SubmissionFailure {
        try {
            return pace.take(message.lane(), LONGEST_WAIT_FOR_A_TURN)
                    .orElseThrow(() -> noTurn("the rate limit left no turn for this mail in time"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw noTurn("interrupted while waiting for a turn");
        }
    }

    private static SubmissionFailure noTurn(String detail) {
        return new SubmissionFailure(Trouble.of(Phase.CONNECT, Symptom.NO_TURN, detail));
    }

    private void keepTo(RelayLimit limit, Pace.Turn turn) {
        switch (limit.kind()) {
            case RATE -> {
                counts.countLimit(limit.kind());
                turn.throttled();
                if (limit.retryAfter() != null) {
                    turn.pause(limit.pause());
                }
            }
            case CONNECTIONS -> {
                if (!lower()) {
                    turn.pause(limit.retryAfter() == null ? CROWDED : limit.pause());
                }
            }
            case SESSION -> {} // The connection is closed already.
            case QUOTA -> {
                counts.countLimit(limit.kind());
                turn.exhausted(limit.pause());
            }
        }
    }

    private boolean lower() {
        counts.countLimit(RelayLimit.Kind.CONNECTIONS);
        boolean lowered = leases.lower();
        if (lowered) {
            LOG.infof("%s takes no more connections; %d at most for now", target, leases.limit());
        }
        transports.shrink();
        return lowered;
    }

    private Optional<RelayLimit> limit(SubmissionFailure e) {
        return RelayLimit.of(e, classifier);
    }

    private Optional<RelayLimit> limit(SubmissionReport report) {
        return RelayLimit.of(report, classifier);
    }

    private void transact(RelayMessage message, long since) throws SubmissionFailure {
        boolean grouping = !pipelining.isOff();
        try {
            carry(message, since);
        } catch (SubmissionFailure e) {
            if (!grouping || !pipelining.isOff() || !e.isBeforeMessage()) {
                throw e;
            }
            // It was lost in a group that the port did not answer to its end; now one by one.
            carry(message, System.nanoTime());
        }
    }

    private void carry(RelayMessage message, long since) throws SubmissionFailure {
        RelayTransport idle = transports.idle();
        if (idle == null) {
            carry(opened(() -> opener.open(ConnectionRequest.ofMail(since))), message);
            return;
        }
        counts.countReused();
        try {
            carry(idle, message);
        } catch (SubmissionFailure e) {
            if (!e.isForsaken() && !isUsedUp(limit(e))) {
                throw e;
            }
            // It died of waiting or has carried enough; nobody has the mail: nobody's fault.
            long now = System.nanoTime();
            carry(opened(() -> opener.open(ConnectionRequest.ofMail(now))), message);
        }
    }

    /**
     * Opens a connection and keeps it for the next message; fails as a submission would. Where all
     * connections are busy, perhaps for ever, it is one more than them and closed again.
     *
     * @throws Outrun where the login was not needed any more when its turn came
     */
    public void probe(ConnectionRequest request) throws SubmissionFailure {
        boolean leased = leases.takeNow();
        try {
            RelayTransport transport = opened(() -> opener.open(request));
            if (leased) {
                transports.keep(transport);
            } else {
                transports.discard(transport, Discard.CLOSED);
            }
        } catch (SubmissionFailure e) {
            throw orAbandoned(e);
        } finally {
            if (leased) {
                leases.release();
            }
        }
    }

    public RelayTarget target() {
        return target;
    }

    /** What was counted at this port. */
    public ConnectionCounts counts() {
        return counts;
    }

    /** Closes connections that waited or lived too long; called every second or so. */
    void sweep() {
        leases.sweep();
        transports.sweep();
    }

    /** Closes idle connections now and leased ones when their message is through. */
    public void close() {
        transports.close();
    }

    /**
     * Whether the relay greets with 421 because of the connections that we have open, or were just
     * opening (decision table, row 5). Those may have failed too, so they count once.
     */
    private boolean isCrowded(SubmissionFailure e, boolean first) {
        Trouble trouble = e.trouble();
        if (trouble.phase() != Phase.GREETING
                || trouble.reply() == null
                || trouble.reply().code() != 421) {
            return false;
        }
        boolean beside = first && (transports.opening() > 0 || leases.isLowered());
        boolean ours = transports.now() > 0 || beside;
        if (!ours) {
            leases.restore();
        }
        return ours;
    }

    private RelayTransport opened(OpenTransports.Opening way) throws SubmissionFailure {
        try {
            RelayTransport transport = transports.open(way);
            leases.heard();
            return transport;
        } catch (SubmissionFailure e) {
            if (e.isShutOut() && leases.isSilent()) {
                transports.giveUpWaiting();
            }
            throw e;
        }
    }

    private void carry(RelayTransport transport, RelayMessage message) throws SubmissionFailure {
        Optional<RelayLimit> limit = Optional.empty();
        try {
            transport.submit(message);
            leases.heard();
            limit = limit(message.report());
        } catch (SubmissionFailure e) {
            if (e.trouble().reply() != null) {
                leases.heard();
                limit = limit(e);
            }
            throw e;
        } finally {
            if (isUsedUp(limit)) {
                counts.countLimit(RelayLimit.Kind.SESSION);
                transports.usedUp(transport);
            } else {
                transports.keep(transport);
            }
        }
    }

    private static boolean isUsedUp(Optional<RelayLimit> limit) {
        return limit.isPresent() && limit.get().kind() == RelayLimit.Kind.SESSION;
    }

    /** A failure without a reply, once we close connections ourselves, is our doing. */
    private SubmissionFailure orAbandoned(SubmissionFailure e) {
        return watch.isAbandoned() && e.trouble().reply() == null ? e.abandoned() : e;
    }
}
