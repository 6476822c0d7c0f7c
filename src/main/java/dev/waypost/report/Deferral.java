package dev.waypost.report;

import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.intake.MailEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a mail is tried again, and whether at all: by the schedule, by the relay's own hint, by the
 * event's wish, within its age. Plain and immutable; the caller brings the time.
 */
final class Deferral {

    /**
     * @param due when, at the earliest
     * @param backoff the delay in the retry topic's name
     */
    record Plan(Instant due, String backoff) {}

    /** In doubt is retried late: the relay's duplicate check, or a person, may come first. */
    private static final Duration LATE = Duration.ofHours(1);

    private final RetrySchedule schedule;
    private final Duration maxAge;

    Deferral(RetrySchedule schedule, Duration maxAge) {
        this.schedule = schedule;
        this.maxAge = maxAge;
    }

    /**
     * A mail whose {@code sendAt} lies ahead; it may pass through more than one topic until then.
     */
    Plan scheduled(Instant now, Instant sendAt) {
        Duration ahead = Duration.between(now, sendAt);
        Duration topic = schedule.nearest(ahead);
        Duration wait = topic.compareTo(ahead) < 0 ? topic : ahead;
        return new Plan(now.plus(wait), RetrySchedule.label(topic));
    }

    /**
     * After a pass that came to this outcome.
     *
     * @param attempts passes that count, this one included
     * @param event null where it could not be read
     * @param first when the first of them was
     * @return empty where the mail is given up: schedule, attempts or age are exhausted
     */
    Optional<Plan> after(
            Outcome outcome, int attempts, MailEvent event, Instant first, Instant now) {
        if (attempts >= mostAttempts(event)) {
            return Optional.empty();
        }
        return schedule.delayAfter(attempts)
                .map(scheduled -> plan(outcome, scheduled, now))
                .filter(plan -> !plan.due().isAfter(expiry(event, first)));
    }

    /**
     * Attempts after which a mail is given up: one more than the schedule has delays, fewer where
     * the event says so.
     *
     * @param event null where it could not be read
     */
    int mostAttempts(MailEvent event) {
        int scheduled = schedule.length() + 1;
        Integer own =
                event == null || event.delivery() == null ? null : event.delivery().maxAttempts();
        return own == null ? scheduled : Math.min(own, scheduled);
    }

    private Plan plan(Outcome outcome, Duration scheduled, Instant now) {
        if (outcome.retryAfter() != null) {
            return new Plan(now.plus(outcome.retryAfter()), topic(outcome.retryAfter()));
        }
        Duration delay = scheduled;
        if (outcome.outcomeClass() == OutcomeClass.UNCERTAIN) {
            Duration late = schedule.nearest(LATE);
            delay = scheduled.compareTo(late) < 0 ? late : scheduled;
        }
        return new Plan(
                RetrySchedule.due(now, delay, RandomGenerator.getDefault()),
                RetrySchedule.label(delay));
    }

    /** The shortest backoff that is no shorter: a record due early holds up nobody behind it. */
    private String topic(Duration wanted) {
        return schedule.delays().stream()
                .filter(delay -> delay.compareTo(wanted) >= 0)
                .min(Duration::compareTo)
                .map(RetrySchedule::label)
                .orElseGet(() -> RetrySchedule.label(schedule.nearest(wanted)));
    }

    /** When a mail is given up: its own expiry or the greatest age, whichever comes first. */
    Instant expiry(MailEvent event, Instant first) {
        Instant byAge = first.plus(maxAge);
        Instant own = event == null ? null : event.expiresAt();
        return own == null || byAge.isBefore(own) ? byAge : own;
    }
}
