package dev.waypost.report;

import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.Reason;
import dev.waypost.classify.Scope;
import dev.waypost.config.InDoubt;
import dev.waypost.config.WaypostConfig;
import dev.waypost.intake.MailEvent;
import dev.waypost.smtp.Phase;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what becomes of a mail after a pass: who is tried again and when, who is given up. Which
 * topic that means is the routes' to say. Any thread.
 */
@Singleton
public class Results {

    private final Deferral deferral;
    private final InDoubt uncertain;
    private final Clock clock;

    @Inject
    public Results(WaypostConfig config, Clock clock) {
        this.deferral = new Deferral(RetrySchedule.of(config), config.retry().maxAge());
        this.uncertain = config.delivery().uncertain();
        this.clock = clock;
    }

    /** An outcome that no relay had a part in. */
    public static Outcome local(OutcomeClass outcomeClass, Reason reason, String detail) {
        return new Outcome(outcomeClass, Scope.MESSAGE, reason, Phase.LOCAL, null, detail, null);
    }

    /**
     * After a pass in which each recipient came to its own outcome.
     *
     * @param recipients not empty
     * @param event null where it could not be read
     */
    public DeliveryResult after(
            Map<String, Outcome> recipients, MailEvent event, DeliveryHistory behind) {
        Dispositions each = Dispositions.of(recipients, policy(event));
        return of(each.decisive(recipients), recipients, each, event, behind);
    }

    /**
     * After a pass that came to no recipient: it leaves those it was for.
     *
     * @param event null where it could not be read
     */
    public DeliveryResult of(Outcome outcome, MailEvent event, DeliveryHistory behind) {
        Dispositions each = new Dispositions(List.of(), List.of(), behind.remaining());
        return of(outcome, Map.of(), each, event, behind);
    }

    private DeliveryResult of(
            Outcome outcome,
            Map<String, Outcome> recipients,
            Dispositions each,
            MailEvent event,
            DeliveryHistory behind) {
        Instant now = clock.instant();
        List<String> rejected = new ArrayList<>(each.rejected());
        rejected.addAll(each.held());
        Status status;
        Optional<Deferral.Plan> plan = Optional.empty();
        boolean counts = true;
        switch (outcome.outcomeClass()) {
            case ACCEPTED -> {
                status = outcome.reason() == Reason.DUPLICATE ? Status.DUPLICATE : Status.ACCEPTED;
                counts = outcome.phase() != Phase.LOCAL;
            }
            case REJECT -> {
                status = outcome.reason() == Reason.EXPIRED ? Status.EXPIRED : Status.REJECTED;
                counts = outcome.phase() != Phase.LOCAL;
            }
            default -> {
                counts = outcome.reason() != Reason.SCHEDULED;
                plan = plan(outcome, event, behind, now);
                status = plan.isPresent() ? deferred(outcome) : givenUp(outcome, event);
            }
        }
        // That it goes on waiting was told, with its time, when it began to.
        boolean statusDue = counts || plan.isEmpty() || behind.dueAt() == null;
        if (plan.isEmpty() && !status.isDelivered()) {
            rejected.addAll(each.open());
        }
        Map<String, Disposition> told = each.told(recipients, plan.isPresent());
        int accepted = (int) told.values().stream().filter(Disposition::isAccepted).count();
        DeliveryHistory next =
                behind.next(
                        counts,
                        now,
                        plan.map(Deferral.Plan::due).orElse(null),
                        plan.isPresent() ? each.open() : List.of(),
                        outcome,
                        statusDue);
        return new DeliveryResult(
                status,
                outcome,
                told,
                rejected,
                deferral.mostAttempts(event),
                plan.map(Deferral.Plan::backoff).orElse(null),
                statusDue,
                next.ended(accepted, rejected.size()));
    }

    private Optional<Deferral.Plan> plan(
            Outcome outcome, MailEvent event, DeliveryHistory behind, Instant now) {
        if (outcome.reason() == Reason.SCHEDULED) {
            return Optional.of(deferral.scheduled(now, Deferral.notBefore(event, behind)));
        }
        if (outcome.outcomeClass() == OutcomeClass.UNCERTAIN
                && policy(event) != InDoubt.RETRY_LATER) {
            return Optional.empty();
        }
        Instant first = behind.firstAttemptAt() == null ? now : behind.firstAttemptAt();
        return deferral.after(outcome, behind.attempts() + 1, event, first, now);
    }

    private static Status deferred(Outcome outcome) {
        return outcome.outcomeClass() == OutcomeClass.UNCERTAIN
                ? Status.UNCERTAIN
                : Status.DEFERRED;
    }

    private Status givenUp(Outcome outcome, MailEvent event) {
        if (outcome.outcomeClass() != OutcomeClass.UNCERTAIN) {
            return Status.EXPIRED;
        }
        return switch (policy(event)) {
            case HOLD -> Status.HELD;
            case ASSUME_ACCEPTED -> Status.ACCEPTED;
            case RETRY_LATER -> Status.EXPIRED;
        };
    }

    private InDoubt policy(MailEvent event) {
        return event == null || event.delivery() == null || event.delivery().uncertain() == null
                ? uncertain
                : event.delivery().uncertain();
    }
}
