package dev.waypost.deliver;

import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.lane.Lane;
import dev.waypost.pace.OwnLimits;
import dev.waypost.pace.Pace;
import dev.waypost.pace.PaceLog;
import dev.waypost.pace.Standstill;
import dev.waypost.smtp.MailObject;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.SubmissionReport;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import dev.waypost.smtp.client.WriteTimeouts;
import dev.waypost.smtp.pool.ConnectionPool;
import dev.waypost.smtp.pool.ConnectionRequest;
import dev.waypost.smtp.pool.RelayLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The connection pool of one port, used no faster than the pace of its account. What the relay's
 * replies tell of its limits is kept to here. Any thread.
 */
public final class PacedConnections {

    /** Longer, and the mail waits in Kafka instead. */
    private static final Duration LONGEST_WAIT_FOR_A_TURN = Duration.ofMinutes(1);

    /** How long a relay that takes not even one connection is left alone; others may have them. */
    private static final Duration NO_CONNECTION_PAUSE = Duration.ofSeconds(10);

    private final ConnectionPool pool;
    private final Pace pace;
    private final PaceLog paceLog;
    private final OwnLimits own;
    private final MailLimits allowed;
    private final RelayLimit.Reading limits;
    private final WriteTimeouts watch;
    private final Standstill standstill;
    private final LongSupplier nanoTime;

    /**
     * @param nanoTime as {@link System#nanoTime}
     */
    PacedConnections(
            ConnectionPool pool,
            Pace pace,
            PaceLog paceLog,
            OwnLimits own,
            MailLimits allowed,
            RelayLimit.Reading limits,
            WriteTimeouts watch,
            Standstill standstill,
            LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.pool = pool;
        this.pace = pace;
        this.paceLog = paceLog;
        this.own = own;
        this.allowed = allowed;
        this.limits = limits;
        this.watch = watch;
        this.standstill = standstill;
    }

    /**
     * Submits the mail. Recipients over the relay's limit, told or found out, go in further
     * transactions at once (RFC 5321 section 4.5.3.1.10); where one of those fails, the report says
     * why, for these recipients only.
     *
     * @param lane who goes first where mails wait
     * @throws SubmissionFailure where no transaction took the message: nobody has it
     */
    public SubmissionReport submit(MailObject mail, Lane lane) throws SubmissionFailure {
        allowed.check(mail);
        List<String> left = mail.recipients();
        List<String> refused = new ArrayList<>();
        SubmissionFailure failure = null;
        while (true) {
            List<String> some = allowed.first(left);
            left = left.subList(some.size(), left.size());
            try {
                SubmissionReport report = transact(allowed.to(mail, some), lane);
                return further(
                        mail,
                        lane,
                        failure == null ? report : report.withFailure(refused, failure),
                        left);
            } catch (SubmissionFailure e) {
                failure = failure == null ? e : e.after(failure);
                refused.addAll(some);
                if (left.isEmpty() || !isTheirs(e)) {
                    throw orShutdown(e.isInDoubt() ? failure.besides(unsent(left)) : failure);
                }
            }
        }
    }

    /** Some have it: what becomes of the others is theirs alone. Each turn names one of them. */
    private SubmissionReport further(
            MailObject mail, Lane lane, SubmissionReport first, List<String> unnamed) {
        SubmissionReport report = first;
        List<String> waiting = unnamed;
        while (true) {
            List<String> left =
                    new ArrayList<>(report.overLimit(OutcomeClassifier::isTooManyRecipients));
            left.addAll(waiting);
            if (left.isEmpty()) {
                return report;
            }
            List<String> some = allowed.first(left);
            try {
                report = report.with(transact(allowed.to(mail, some), lane));
            } catch (SubmissionFailure | RuntimeException e) {
                // Whatever it is: the acceptance of the others is what must not be forgotten.
                SubmissionFailure failure = SubmissionFailure.of(e);
                // Something is written about these in any case: doubt, then, is called doubt.
                boolean inDoubt = failure.isInDoubt();
                boolean onlyTheirs = inDoubt || isTheirs(failure);
                report =
                        report.withFailure(
                                onlyTheirs ? some : left, inDoubt ? failure : orShutdown(failure));
                if (!onlyTheirs || some.size() == left.size()) {
                    return report;
                }
            }
            Set<String> named = Set.copyOf(some);
            waiting = waiting.stream().filter(each -> !named.contains(each)).toList();
        }
    }

    /** The relay will have none of these, and said nothing of the others. */
    private boolean isTheirs(SubmissionFailure e) {
        return e.isOfRecipients()
                && (e.isWhileOthersGo() || limits.ofFailure(e).isEmpty())
                && !OutcomeClassifier.isTooManyRecipients(e.trouble().reply());
    }

    /** The doubt about a transaction is none about those whose turn would have been next. */
    private static Map<String, Trouble> unsent(List<String> left) {
        Trouble trouble = Trouble.of(Phase.CONNECT, Symptom.CLOSED, "not sent yet");
        return left.stream().collect(Collectors.toMap(each -> each, each -> trouble));
    }

    /**
     * Opens a connection for the next mail; fails as a submission would.
     *
     * @throws dev.waypost.smtp.Outrun where the login was not needed any more when its turn came
     */
    public void probe(ConnectionRequest request) throws SubmissionFailure {
        try {
            pool.probe(request);
        } catch (SubmissionFailure e) {
            throw orShutdown(e);
        }
    }

    /** Whatever wait the relay has asked for is over: the next mail asks. */
    void resume() {
        pace.resume();
    }

    public ConnectionPool pool() {
        return pool;
    }

    private SubmissionReport transact(MailObject mail, Lane lane) throws SubmissionFailure {
        long since = nanoTime.getAsLong();
        long standstills = standstill.count();
        try (Pace.Turn turn = turn(lane)) {
            try {
                SubmissionReport report =
                        pool.submit(mail, lane, since, () -> standstill.count() == standstills);
                turn.accepted();
                own.taken(mail.reversePath(), report.accepted());
                limits.ofReport(report)
                        .filter(limit -> !isOwn(limit, mail.to(report.refused()), Phase.RCPT))
                        .ifPresent(limit -> keepTo(limit, turn));
                return report;
            } catch (SubmissionFailure e) {
                Optional<RelayLimit> limit = limits.ofFailure(e);
                boolean theirs = limit.filter(l -> isOwn(l, mail, e.trouble().phase())).isPresent();
                if (limit.isPresent() && !theirs) {
                    keepTo(limit.get(), turn);
                } else if (e.isAboutMail()) {
                    turn.answered();
                }
                throw theirs ? e.besideOthers() : e;
            }
        }
    }

    private boolean isOwn(RelayLimit limit, MailObject mail, Phase phase) {
        boolean named = phase.compareTo(Phase.RCPT) >= 0;
        return limit.isOfMails()
                && own.isOwn(mail.reversePath(), named ? mail.recipients() : List.of());
    }

    private Pace.Turn turn(Lane lane) throws SubmissionFailure {
        try {
            return pace.take(lane, LONGEST_WAIT_FOR_A_TURN)
                    .orElseThrow(() -> noTurn("the rate limit left no turn for this mail in time"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw noTurn("interrupted while waiting for a turn");
        }
    }

    private static SubmissionFailure noTurn(String why) {
        return new SubmissionFailure(Trouble.of(Phase.CONNECT, Symptom.NO_TURN, why));
    }

    private void keepTo(RelayLimit limit, Pace.Turn turn) {
        switch (limit.kind()) {
            case RATE -> {
                pool.counts().countLimit(limit.kind());
                paceLog.throttledBy(limit.status());
                turn.throttled();
                if (limit.retryAfter() != null) {
                    turn.pause(limit.pause());
                }
            }
            case CONNECTIONS -> {
                if (!pool.lower(limit.status())) {
                    turn.pause(limit.retryAfter() == null ? NO_CONNECTION_PAUSE : limit.pause());
                }
            }
            case SESSION -> {} // The connection is closed already.
            case QUOTA -> {
                pool.counts().countLimit(limit.kind());
                turn.exhausted(limit.pause());
            }
        }
    }

    /** A failure without a reply, once we close connections ourselves, is our doing. */
    private SubmissionFailure orShutdown(SubmissionFailure e) {
        return watch.isAbandoned() && e.trouble().reply() == null ? e.abandoned() : e;
    }
}
