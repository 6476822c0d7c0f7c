package dev.waypost.report;

import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.intake.MailEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a mail is tried again, and whether at all: after the schedule's delay or the relay's own
 * hint, whichever is longer, as the event wishes, within its age. Plain and immutable; the caller
 * brings the time.
 */
public final class Deferral {

    /**
     * @param due when, at the earliest
     * @param backoff the delay in the retry topic's name
     */
    public record Plan(Instant due, String backoff) {}

    /** In doubt is retried late: the relay's duplicate check, or a person, may come first. */
    private static final Duration LATE = Duration.ofHours(1);

    /** What a hint leaves of a mail's age, so that it is tried once more before it is given up. */
    private static final Duration LAST_CHANCE = Duration.ofMinutes(1);

    private final RetrySchedule schedule;
    private final Duration maxAge;

    public Deferral(RetrySchedule schedule, Duration maxAge) {
        this.schedule = schedule;
        this.maxAge = maxAge;
    }

    /**
     * A mail that is not to be carried before {@code due}; it may pass several topics until then.
     */
    Plan scheduled(Instant now, Instant due) {
        return new Plan(due, RetrySchedule.label(schedule.step(Duration.between(now, due))));
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
        Instant expiry = expiry(event, first);
        return schedule.delayAfter(attempts)
                .map(scheduled -> delay(outcome, scheduled))
                .filter(delay -> !now.plus(delay).isAfter(expiry))
                .map(delay -> plan(delay, outcome.retryAfter(), now, expiry));
    }

    // The hint is a least wait: it never hastens a retry. Nor does it end a mail that the schedule
    // would have tried once more.
    private Plan plan(Duration delay, Duration hint, Instant now, Instant expiry) {
        Duration wait = hint == null ? delay : longer(delay, hint);
        Duration most = longer(delay, Duration.between(now, expiry).minus(LAST_CHANCE));
        Instant due = RetrySchedule.due(now, wait, RandomGenerator.getDefault());
        Instant latest = now.plus(most);
        return new Plan(
                due.isAfter(latest) ? latest : due,
                RetrySchedule.label(topic(wait.compareTo(most) < 0 ? wait : most)));
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

    private Duration delay(Outcome outcome, Duration scheduled) {
        return outcome.outcomeClass() == OutcomeClass.UNCERTAIN
                ? longer(scheduled, schedule.nearest(LATE))
                : scheduled;
    }

    /** The shortest backoff that is no shorter: a record due early holds up nobody behind it. */
    private Duration topic(Duration wanted) {
        return schedule.delays().stream()
                .filter(delay -> delay.compareTo(wanted) >= 0)
                .min(Duration::compareTo)
                .orElseGet(() -> schedule.nearest(wanted));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** When a mail is given up: its own expiry or the greatest age, whichever comes first. */
    public Instant expiry(MailEvent event, Instant first) {
        Instant byAge = first.plus(maxAge);
        Instant own = event == null ? null : event.expiresAt();
        return own == null || byAge.isBefore(own) ? byAge : own;
    }

    /** The later of what the event and the relay asked for; null where neither did. */
    public static Instant notBefore(MailEvent event, DeliveryHistory behind) {
        Instant asked = event.sendAt();
        Instant due = behind.dueAt();
        return asked == null || due != null && due.isAfter(asked) ? due : asked;
    }
}
