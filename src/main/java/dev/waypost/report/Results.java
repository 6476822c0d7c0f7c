package dev.waypost.report;

import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.Reason;
import dev.waypost.classify.Scope;
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
    private final String uncertain;
    private final Clock clock;

    @Inject
    public Results(WaypostConfig config, Clock clock) {
        this.deferral =
                new Deferral(
                        RetrySchedule.parse(config.retry().schedule()), config.retry().maxAge());
        this.uncertain = config.delivery().uncertain();
        this.clock = clock;
    }

    /** An outcome that no relay had a part in. */
    public static Outcome local(OutcomeClass outcomeClass, String reason, String detail) {
        return new Outcome(outcomeClass, Scope.MESSAGE, reason, Phase.LOCAL, null, detail, null);
    }

    /**
     * After a pass in which each recipient came to its own outcome.
     *
     * @param recipients not empty
     * @param event null where it could not be read
     */
    public Verdict after(Map<String, Outcome> recipients, MailEvent event, Redelivery behind) {
        Endings endings = Endings.of(recipients, policy(event));
        return of(endings.decisive(recipients), recipients, endings, event, behind);
    }

    /**
     * After a pass that came to no recipient: it leaves those it was for.
     *
     * @param event null where it could not be read
     */
    public Verdict of(Outcome outcome, MailEvent event, Redelivery behind) {
        Endings endings = new Endings(List.of(), List.of(), behind.remaining());
        return of(outcome, Map.of(), endings, event, behind);
    }

    private Verdict of(
            Outcome outcome,
            Map<String, Outcome> recipients,
            Endings endings,
            MailEvent event,
            Redelivery behind) {
        Instant now = clock.instant();
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
                counts = !outcome.reason().equals(Reason.SCHEDULED.slug());
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
        return new Verdict(
                status,
                outcome,
                recipients,
                rejected,
                endings.held(),
                deferral.mostAttempts(event),
                plan.map(Deferral.Plan::backoff).orElse(null),
                news,
                next);
    }

    private Optional<Deferral.Plan> plan(
            Outcome outcome, MailEvent event, Redelivery behind, Instant now) {
        if (outcome.reason().equals(Reason.SCHEDULED.slug())) {
            return Optional.of(deferral.scheduled(now, Deferral.notBefore(event, behind)));
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
}
