package dev.waypost.smtp.pool;

import dev.waypost.lane.Lane;
import dev.waypost.smtp.MailObject;
import dev.waypost.smtp.Outrun;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.RelayTarget;
import dev.waypost.smtp.SmtpReply;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.SubmissionReport;
import dev.waypost.smtp.client.Pipelining;
import dev.waypost.smtp.client.RelayConnector;
import dev.waypost.smtp.client.RelayTransport;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * The connection pool of one port with one login: at most as many connections as configured, fewer
 * where the relay takes no more. A lease is the time of one transaction: it ends with it, the
 * connection kept if it is healthy and discarded in any doubt. Safe for use by many threads.
 */
public final class ConnectionPool {

    private static final Logger LOG = Logger.getLogger(ConnectionPool.class);

    private final RelayTarget target;
    private final ConnectionOpener opener;
    private final ConnectionLimit leases;
    private final OpenConnections connections;
    private final ConnectionCounts counts;
    private final Pipelining pipelining;
    private final RelayLimit.Reading limits;
    private final LongSupplier nanoTime;

    /**
     * @param login shared by all pools with the same login; null where there is none
     * @param counts and {@code pipelining} of this port, whatever the login
     * @param nanoTime as {@link System#nanoTime}: what requests and logins go by
     */
    public ConnectionPool(
            RelayTarget target,
            RelayConnector connector,
            SingleFlight login,
            PoolLimits most,
            ConnectionCounts counts,
            Pipelining pipelining,
            RelayLimit.Reading limits,
            LongSupplier nanoTime) {
        this.target = target;
        this.nanoTime = nanoTime;
        this.opener = new ConnectionOpener(connector, login, nanoTime);
        this.leases = new ConnectionLimit(most, nanoTime);
        this.connections = new OpenConnections(most, counts, leases::limit, nanoTime);
        this.counts = counts;
        this.pipelining = pipelining;
        this.limits = limits;
    }

    /**
     * Carries out one transaction over an idle connection or a new one; waits where all are busy.
     *
     * @param lane who goes first where mails wait
     * @param since by {@code nanoTime} when the mail was there: what others found out about the
     *     port after that, it need not find out itself
     * @param wanted asked once it is this mail's turn; where it says no, nothing is begun
     * @throws SubmissionFailure where nobody has the message
     */
    public SubmissionReport submit(MailObject mail, Lane lane, long since, BooleanSupplier wanted)
            throws SubmissionFailure {
        for (boolean first = true; ; first = false) {
            leases.take(lane);
            counts.countLeased();
            mail.times().ended(Phase.LOCAL);
            long began = nanoTime.getAsLong();
            try {
                if (!wanted.getAsBoolean()) {
                    throw SubmissionFailure.notBegun();
                }
                return transact(mail, first ? since : began);
            } catch (SubmissionFailure e) {
                if (!isOneTooMany(e, first, began)) {
                    throw e;
                }
                // One lease fewer: the next one finds a connection open.
                lower(leases.inUse() - 1, e.getMessage());
            } finally {
                counts.countReleased();
                leases.release();
            }
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
            RelayTransport connection = opened(request);
            if (leased) {
                connections.keep(connection);
            } else {
                connections.discard(connection, Discard.CLOSED);
            }
        } finally {
            if (leased) {
                leases.release();
            }
        }
    }

    /**
     * The relay takes no more connections than there are; why that is known is logged.
     *
     * @return false where there is but one
     */
    public boolean lower(String why) {
        return lower(leases.inUse(), why);
    }

    private boolean lower(int taken, String why) {
        counts.countLimit(RelayLimit.Kind.CONNECTIONS);
        boolean lowered = leases.lower(taken);
        if (lowered) {
            LOG.infof(
                    "%s takes no more connections (%s); %d at most for now",
                    target, why, leases.limit());
        }
        connections.shrink();
        return lowered;
    }

    public RelayTarget target() {
        return target;
    }

    /** What was counted at this port. */
    public ConnectionCounts counts() {
        return counts;
    }

    /** Closes connections that waited or lived too long; called every second or so. */
    public void sweep() {
        leases.sweep();
        connections.sweep();
    }

    /** Closes idle connections now and leased ones when their message is through. */
    public void close() {
        connections.close();
    }

    private SubmissionReport transact(MailObject mail, long since) throws SubmissionFailure {
        boolean grouping = !pipelining.isOff();
        try {
            return carried(mail, since);
        } catch (SubmissionFailure e) {
            if (!grouping || !pipelining.isOff() || !e.isBeforeMessage()) {
                throw e;
            }
            // It was lost in a group that the port did not answer to its end; now one by one.
            return carried(mail, nanoTime.getAsLong());
        }
    }

    private SubmissionReport carried(MailObject mail, long since) throws SubmissionFailure {
        RelayTransport idle = connections.idle();
        if (idle == null) {
            return carried(mail, opened(ConnectionRequest.ofMail(since, mail.times())));
        }
        counts.countReused();
        try {
            return carried(mail, idle);
        } catch (SubmissionFailure e) {
            if (!e.isStale() && !RelayLimit.Kind.SESSION.isOf(limits.ofFailure(e))) {
                throw e;
            }
            // It died of waiting or has carried enough; nobody has the mail: nobody's fault.
            long now = nanoTime.getAsLong();
            return carried(mail, opened(ConnectionRequest.ofMail(now, mail.times())));
        }
    }

    private SubmissionReport carried(MailObject mail, RelayTransport connection)
            throws SubmissionFailure {
        Optional<RelayLimit> limit = Optional.empty();
        try {
            SubmissionReport report = connection.submit(mail);
            leases.heard();
            limit = limits.ofReport(report);
            return report;
        } catch (SubmissionFailure e) {
            if (e.trouble().reply() != null) {
                leases.heard();
                limit = limits.ofFailure(e);
            }
            throw e;
        } finally {
            if (RelayLimit.Kind.SESSION.isOf(limit)) {
                counts.countLimit(RelayLimit.Kind.SESSION);
                connections.usedUp(connection);
            } else {
                connections.keep(connection);
            }
        }
    }

    private RelayTransport opened(ConnectionRequest request) throws SubmissionFailure {
        try {
            RelayTransport connection = connections.open(() -> opener.open(request));
            leases.heard();
            return connection;
        } catch (SubmissionFailure e) {
            if (e.isSilentBeforeMail() && leases.isSilent()) {
                connections.giveUpWaiting();
            }
            throw e;
        }
    }

    /** Whether there are connections that this mail can wait for, instead of one more. */
    private boolean isOneTooMany(SubmissionFailure e, boolean first, long began) {
        return e.isNotLetIn() && isBesideOthers(e, first, began)
                || first
                        && RelayLimit.Kind.CONNECTIONS.isOf(limits.ofFailure(e))
                        && connections.now() > 1;
    }

    /**
     * Whether connections of ours work that a further one was not let in beside (decision table,
     * row 5). Those that are just being opened may fail too, so they count once, and for a 421.
     */
    private boolean isBesideOthers(SubmissionFailure e, boolean first, long began) {
        if (connections.now() > 0) {
            return leases.isAnswered(e.trouble().symptom(), began);
        }
        SmtpReply reply = e.trouble().reply();
        boolean busy = first && (connections.opening() > 0 || leases.isLowered());
        if (busy && reply != null && reply.code() == 421) {
            return true;
        }
        leases.restore();
        return false;
    }
}
