package dev.waypost.report;

import dev.waypost.classify.DeliveryFailure;
import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.Phase;
import dev.waypost.classify.Reason;
import dev.waypost.classify.Scope;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jboss.logging.Logger;

/**
 * Sums up a pass into a {@link Verdict}, in property {@code verdict}. Knows who is tried again and
 * who is given up; which topic that means is the routes' to say. Any thread.
 */
@Singleton
@Named("verdicts")
@RegisterForReflection
public class Verdicts {

    /** Exchange property. */
    public static final String VERDICT = "verdict";

    private static final Logger LOG = Logger.getLogger(Verdicts.class);

    private static final RecipientOutcomes NOBODY = new RecipientOutcomes(Map.of());

    private final Deferral deferral;
    private final String uncertain;
    private final Clock clock;

    @Inject
    Verdicts(WaypostConfig config, Clock clock) {
        this.deferral =
                new Deferral(
                        RetrySchedule.parse(config.retry().schedule()), config.retry().maxAge());
        this.uncertain = config.delivery().uncertain();
        this.clock = clock;
    }

    /** After a pass: each recipient has its own outcome in the attempt log. */
    public void conclude(Exchange exchange) {
        AttemptLog log = exchange.getProperty(PortDesk.ATTEMPTS, AttemptLog.class);
        RecipientOutcomes recipients =
                new RecipientOutcomes(log == null ? Map.of() : log.recipients());
        Outcome outcome =
                cause(exchange) instanceof DeliveryFailure failure
                        ? failure.outcome()
                        : recipients.decisive();
        sumUp(exchange, outcome, recipients);
    }

    /** The event cannot be carried as it is, and never will be. */
    public void refuse(Exchange exchange) {
        Exception cause = cause(exchange);
        String reason =
                cause instanceof InvalidEvent invalid
                        ? invalid.reason()
                        : Reason.UNCOMPOSABLE.slug();
        sumUp(exchange, local(OutcomeClass.REJECT, reason, cause.getMessage()), NOBODY);
    }

    /** Something that nobody foresaw: unknown is transient. */
    public void unexpected(Exchange exchange) {
        LOG.error("not foreseen; the mail is tried again", cause(exchange));
        String what = cause(exchange).getClass().getName();
        sumUp(exchange, local(OutcomeClass.RETRY, Reason.UNEXPECTED_ERROR.slug(), what), NOBODY);
    }

    /** The same mail was accepted before: it is reported, not sent. */
    public void duplicate(Exchange exchange) {
        sumUp(
                exchange,
                local(
                        OutcomeClass.ACCEPTED,
                        Reason.DUPLICATE.slug(),
                        "accepted before; not sent again"),
                NOBODY);
    }

    static Outcome local(OutcomeClass outcomeClass, String reason, String detail) {
        return new Outcome(outcomeClass, Scope.MESSAGE, reason, Phase.LOCAL, null, detail, null);
    }

    // Not named as what routes call, which would then be ambiguous to them.
    void sumUp(Exchange exchange, Outcome seen, RecipientOutcomes each) {
        Instant now = clock.instant();
        MailEvent event = exchange.getProperty("event", MailEvent.class);
        Redelivery behind = exchange.getProperty(Redeliveries.REDELIVERY, Redelivery.class);
        boolean doubtful = seen.outcomeClass() == OutcomeClass.UNCERTAIN;
        boolean assumed = doubtful && policy(event).equals("assume-accepted");
        RecipientOutcomes recipients = assumed ? each.assumingAccepted() : each;
        Outcome outcome = assumed ? recipients.decisive() : seen;
        List<String> rejected = recipients.with(OutcomeClass.REJECT);
        boolean held = doubtful && policy(event).equals("hold");
        if (held) {
            rejected.addAll(recipients.with(OutcomeClass.UNCERTAIN));
        }
        // A pass that came to no outcome leaves those it was for.
        List<String> open =
                recipients.all().isEmpty() ? behind.remaining() : recipients.open(rejected);
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
                // Held are those in doubt; the others of the mail go their own way.
                Outcome decisive = held && !open.isEmpty() ? recipients.of(open.get(0)) : outcome;
                plan = held && open.isEmpty() ? plan : plan(decisive, event, behind, now);
                status = held ? "held" : word(outcome, plan.isPresent());
            }
        }
        boolean settled = status.equals("accepted") || status.equals("duplicate");
        boolean buried = plan.isEmpty() && !settled;
        if (buried) {
            rejected.addAll(open);
        }
        Redelivery next =
                behind.next(
                        counts,
                        now,
                        plan.map(Deferral.Plan::due).orElse(null),
                        plan.isPresent() ? open : List.of(),
                        outcome);
        exchange.setProperty(
                VERDICT,
                new Verdict(
                        status,
                        outcome,
                        recipients.all(),
                        rejected,
                        plan.map(Deferral.Plan::backoff).orElse(null),
                        next));
    }

    private Optional<Deferral.Plan> plan(
            Outcome outcome, MailEvent event, Redelivery behind, Instant now) {
        if (outcome.reason().equals(Redeliveries.SCHEDULED)) {
            return Optional.of(deferral.scheduled(now, event.sendAt()));
        }
        Instant first = behind.firstAttemptAt() == null ? now : behind.firstAttemptAt();
        return deferral.after(outcome, behind.attempts() + 1, event, first, now);
    }

    private static String word(Outcome outcome, boolean again) {
        boolean doubtful = outcome.outcomeClass() == OutcomeClass.UNCERTAIN;
        return !again ? "expired" : doubtful ? "uncertain" : "deferred";
    }

    private String policy(MailEvent event) {
        return event == null || event.delivery() == null || event.delivery().uncertain() == null
                ? uncertain
                : event.delivery().uncertain();
    }

    private static Exception cause(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    }
}
