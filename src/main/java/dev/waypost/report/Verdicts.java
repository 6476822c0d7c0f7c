package dev.waypost.report;

import dev.waypost.classify.DeliveryFailure;
import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.Phase;
import dev.waypost.classify.Reason;
import dev.waypost.classify.Scope;
import dev.waypost.commit.ReadTopics;
import dev.waypost.config.WaypostConfig;
import dev.waypost.deliver.AttemptLog;
import dev.waypost.deliver.PortDesk;
import dev.waypost.intake.InvalidEvent;
import dev.waypost.intake.MailEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jboss.logging.Logger;

/**
 * Sums up a pass into a {@link Verdict}, in property {@code verdict}, what is to be written in
 * {@code deferred} and {@code buried}, and what of it is in {@link Receipts}. Knows who is tried
 * again and who is given up; which topic that means is the routes' to say. Any thread.
 */
@Singleton
@Named("verdicts")
@RegisterForReflection
public class Verdicts {

    /** Exchange property. */
    public static final String VERDICT = "verdict";

    /** Exchange property: whether a status event is to be written. */
    static final String NEWS = "news";

    /** Exchange property: whether a retry record is to be written. */
    static final String DEFERRED = "deferred";

    /** Exchange property: whether a dead letter is to be written. */
    static final String BURIED = "buried";

    private static final Logger LOG = Logger.getLogger(Verdicts.class);

    private final Deferral deferral;
    private final String uncertain;
    private final String topic;
    private final ReadTopics read;
    private final Clock clock;

    @Inject
    Verdicts(WaypostConfig config, ReadTopics read, Clock clock) {
        this.deferral =
                new Deferral(
                        RetrySchedule.parse(config.retry().schedule()), config.retry().maxAge());
        this.uncertain = config.delivery().uncertain();
        this.topic = config.topic();
        this.read = read;
        this.clock = clock;
    }

    /** After a pass: each recipient has its own outcome in the attempt log. */
    public void conclude(Exchange exchange) {
        AttemptLog log = exchange.getProperty(PortDesk.ATTEMPTS, AttemptLog.class);
        Map<String, Outcome> recipients = log == null ? Map.of() : log.recipients();
        if (recipients.isEmpty()) {
            conclude(exchange, ((DeliveryFailure) cause(exchange)).outcome());
            return;
        }
        Endings endings = Endings.of(recipients, policy(event(exchange)));
        conclude(exchange, endings.decisive(recipients), recipients, endings);
    }

    /** The event cannot be carried as it is, and never will be. */
    public void refuse(Exchange exchange) {
        Exception cause = cause(exchange);
        String reason =
                cause instanceof InvalidEvent invalid
                        ? invalid.reason()
                        : Reason.UNCOMPOSABLE.slug();
        conclude(exchange, local(OutcomeClass.REJECT, reason, cause.getMessage()));
    }

    /**
     * The relay broke off in the middle of this mail, and no other port took it. The mail may be
     * why, so it counts as an attempt: it must come to an end some day.
     */
    public void brokenOff(Exchange exchange) {
        AttemptLog log = exchange.getProperty(PortDesk.ATTEMPTS, AttemptLog.class);
        conclude(exchange, log.brokenOff().orElseThrow().deferred());
    }

    /** Something that nobody foresaw: unknown is transient. */
    public void unexpected(Exchange exchange) {
        LOG.error("not foreseen; the mail is tried again", cause(exchange));
        String what = cause(exchange).getClass().getName();
        conclude(exchange, local(OutcomeClass.RETRY, Reason.UNEXPECTED_ERROR.slug(), what));
    }

    /** The same mail was accepted before: it is reported, not sent. */
    public void duplicate(Exchange exchange) {
        conclude(
                exchange,
                local(
                        OutcomeClass.ACCEPTED,
                        Reason.DUPLICATE.slug(),
                        "accepted before; not sent again"));
    }

    static Outcome local(OutcomeClass outcomeClass, String reason, String detail) {
        return new Outcome(outcomeClass, Scope.MESSAGE, reason, Phase.LOCAL, null, detail, null);
    }

    /** A pass that came to no recipient leaves those it was for. */
    private void conclude(Exchange exchange, Outcome outcome) {
        Redelivery behind = exchange.getProperty(Redeliveries.REDELIVERY, Redelivery.class);
        Endings endings = new Endings(List.of(), List.of(), behind.remaining());
        conclude(exchange, outcome, Map.of(), endings);
    }

    private void conclude(
            Exchange exchange, Outcome outcome, Map<String, Outcome> recipients, Endings endings) {
        Instant now = clock.instant();
        MailEvent event = event(exchange);
        Redelivery behind = exchange.getProperty(Redeliveries.REDELIVERY, Redelivery.class);
        List<String> rejected = new ArrayList<>(endings.rejected());
        rejected.addAll(endings.held());
        String status;
        Optional<Deferral.Plan> plan = Optional.empty();
        boolean counts = true;
        switch (outcome.outcomeClass()) {
            case ACCEPTED -> {
                status =
                        outcome.reason().equals(Reason.DUPLICATE.slug()) ? "duplicate" : "accepted";
                counts = outcome.phase() != Phase.LOCAL;
            }
            case REJECT -> {
                status = outcome.reason().equals(Reason.EXPIRED.slug()) ? "expired" : "rejected";
                counts = outcome.phase() != Phase.LOCAL;
            }
            default -> {
                counts = !outcome.reason().equals(Redeliveries.SCHEDULED);
                plan = plan(outcome, event, behind, now);
                status = plan.isPresent() ? statusOf(outcome) : givenUp(outcome, event);
            }
        }
        // That it goes on waiting was told, with its time, when it began to.
        boolean news = counts || plan.isEmpty() || behind.dueAt() == null;
        boolean settled = status.equals("accepted") || status.equals("duplicate");
        boolean buried = plan.isEmpty() && !settled;
        if (buried) {
            rejected.addAll(endings.open());
        }
        Redelivery next =
                behind.next(
                        counts,
                        now,
                        plan.map(Deferral.Plan::due).orElse(null),
                        plan.isPresent() ? endings.open() : List.of(),
                        outcome,
                        news);
        Verdict verdict =
                new Verdict(
                        status,
                        outcome,
                        recipients,
                        rejected,
                        endings.held(),
                        deferral.mostAttempts(event),
                        plan.map(Deferral.Plan::backoff).orElse(null),
                        next);
        exchange.setProperty(VERDICT, verdict);
        Receipts receipts = new Receipts(topic, read::isRead, verdict);
        if (!news) {
            receipts.waive(Receipts.Report.STATUS);
        }
        exchange.setProperty(Receipts.RECEIPTS, receipts);
        exchange.setProperty(NEWS, news);
        exchange.setProperty(DEFERRED, verdict.isDeferred());
        exchange.setProperty(BURIED, verdict.isBuried());
    }

    private Optional<Deferral.Plan> plan(
            Outcome outcome, MailEvent event, Redelivery behind, Instant now) {
        if (outcome.reason().equals(Redeliveries.SCHEDULED)) {
            return Optional.of(deferral.scheduled(now, Redeliveries.notBefore(event, behind)));
        }
        if (outcome.outcomeClass() == OutcomeClass.UNCERTAIN
                && !policy(event).equals("retry-later")) {
            return Optional.empty();
        }
        Instant first = behind.firstAttemptAt() == null ? now : behind.firstAttemptAt();
        return deferral.after(outcome, behind.attempts() + 1, event, first, now);
    }

    private static String statusOf(Outcome outcome) {
        return outcome.outcomeClass() == OutcomeClass.UNCERTAIN ? "uncertain" : "deferred";
    }

    private String givenUp(Outcome outcome, MailEvent event) {
        if (outcome.outcomeClass() == OutcomeClass.UNCERTAIN) {
            return switch (policy(event)) {
                case "hold" -> "held";
                case "assume-accepted" -> "accepted";
                default -> "expired";
            };
        }
        return "expired";
    }

    private String policy(MailEvent event) {
        return event == null || event.delivery() == null || event.delivery().uncertain() == null
                ? uncertain
                : event.delivery().uncertain();
    }

    private static MailEvent event(Exchange exchange) {
        return exchange.getProperty("event", MailEvent.class);
    }

    private static Exception cause(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    }
}
