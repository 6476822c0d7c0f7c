package dev.waypost.ops.doctor;

import dev.waypost.config.Heartbeat;
import dev.waypost.config.WaypostConfig;
import dev.waypost.deliver.SmtpSettings;
import dev.waypost.smtp.MailObject;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.RelayTarget;
import dev.waypost.smtp.SessionTraces;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.SubmissionReport;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import dev.waypost.smtp.client.EhloName;
import dev.waypost.smtp.client.Network;
import dev.waypost.smtp.client.Pipelining;
import dev.waypost.smtp.client.RelayConnector;
import dev.waypost.smtp.client.RelayTransport;
import dev.waypost.smtp.client.WriteTimeouts;
import dev.waypost.smtp.tls.RelayTls;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/**
 * Looks at ports with the client that carries mail, and leaves again. Tries a login that is not
 * known to be right at one port alone. Safe for use by many threads.
 */
public final class PortVisitor implements AutoCloseable {

    /** Longer than Linux takes for two more SYNs, after 1 s and 3 s (RFC 6298 section 2). */
    private static final Duration CONNECT = Duration.ofMillis(3_500);

    private final WriteTimeouts watch = new WriteTimeouts();
    private final Heartbeat sweeper = new Heartbeat("waypost-visits", watch::sweep);
    private final OneLogin login = new OneLogin();
    private final WaypostConfig config;
    private final RelayTls tls;
    private final EhloName ehloName;
    private final Set<String> discarded;

    /**
     * @throws IllegalArgumentException if the file with the trusted certificates cannot be read
     */
    public PortVisitor(WaypostConfig config) {
        this.config = config;
        tls = SmtpSettings.tls(config.relay());
        ehloName = new EhloName(config.relay().heloName());
        discarded = SmtpSettings.discarded(config.relay());
        sweeper.start();
    }

    /**
     * Opens a connection as far as it will go, and takes leave. Blocks.
     *
     * @param visit what is seen on the way, trouble included
     * @param longest to connect, and once more to get ready for mail
     */
    public void visit(RelayTarget target, PortVisit visit, Duration longest) {
        try {
            open(target, visit, longest).close();
        } catch (SubmissionFailure e) {
            visit.failed(told(e));
        }
    }

    /**
     * Hands the message to the relay on a connection of its own. Blocks.
     *
     * @throws SubmissionFailure where the relay does not take it, or does not answer in time
     */
    public SubmissionReport submit(RelayTarget target, MailObject mail, Duration longest)
            throws SubmissionFailure {
        RelayTransport transport = open(target, new PortVisit(), longest);
        try {
            return transport.submit(mail);
        } catch (SubmissionFailure e) {
            throw told(e);
        } finally {
            transport.close();
        }
    }

    /** Ends every visit, whatever it waits for. */
    @Override
    public void close() {
        watch.abandon();
        sweeper.close();
    }

    private RelayTransport open(RelayTarget target, PortVisit visit, Duration longest)
            throws SubmissionFailure {
        RelayConnector connector =
                new RelayConnector(
                        target,
                        tls,
                        ehloName,
                        discarded,
                        new Pipelining(target.toString()),
                        SmtpSettings.timeouts(config.delivery().timeout()).atMost(CONNECT, longest),
                        watch,
                        Network.REAL,
                        new SessionTraces(Clock.systemUTC()));
        return connector.open(login, visit);
    }

    /** What is cut off in the end has not closed the connection: it was silent too long. */
    private SubmissionFailure told(SubmissionFailure e) {
        Trouble trouble = e.trouble();
        boolean cutOff = watch.isAbandoned() && trouble.symptom() == Symptom.CLOSED;
        Phase phase = trouble.phase();
        return cutOff
                ? new SubmissionFailure(Trouble.of(phase, Symptom.TIMEOUT, "no answer in time"))
                : e;
    }
}
