package dev.waypost.report;

import static dev.waypost.compose.AnEvent.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.Reason;
import dev.waypost.classify.Scope;
import dev.waypost.intake.MailEvent;
import dev.waypost.smtp.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeferralTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Deferral deferral =
            new Deferral(RetrySchedule.parse("1m,5m*2,1h"), Duration.ofHours(2));

    @Test
    void the_schedule_says_when_and_jitter_adds_a_tenth_at_most() {
        Deferral.Plan plan = after(OutcomeClass.RETRY, 1, null);

        assertThat(plan.backoff()).isEqualTo("1m");
        assertThat(plan.due()).isBetween(NOW.plusSeconds(60), NOW.plusSeconds(66));
    }

    @Test
    void each_pass_takes_the_next_step() {
        assertThat(after(OutcomeClass.RETRY, 2, null).backoff()).isEqualTo("5m");
        assertThat(after(OutcomeClass.RETRY, 3, null).backoff()).isEqualTo("5m");
        assertThat(after(OutcomeClass.RETRY, 4, null).backoff()).isEqualTo("1h");
    }

    @Test
    void an_exhausted_schedule_gives_up() {
        assertThat(deferral.after(outcome(OutcomeClass.RETRY, null), 5, null, NOW, NOW)).isEmpty();
    }

    @Test
    void there_is_one_attempt_more_than_delays_unless_the_event_wants_fewer() {
        assertThat(deferral.mostAttempts(null)).isEqualTo(5);
        assertThat(deferral.mostAttempts(wanting(2))).isEqualTo(2);
        assertThat(deferral.mostAttempts(wanting(9))).isEqualTo(5);
        assertThat(deferral.after(outcome(OutcomeClass.RETRY, null), 2, wanting(2), NOW, NOW))
                .isEmpty();
    }

    @Test
    void a_mail_that_would_be_too_old_by_then_is_given_up_now() {
        Instant first = NOW.minus(Duration.ofMinutes(90));

        assertThat(deferral.after(outcome(OutcomeClass.RETRY, null), 4, null, first, NOW))
                .isEmpty();
    }

    @Test
    void a_longer_hint_counts_and_goes_where_it_holds_up_nobody() {
        Deferral.Plan plan = after(OutcomeClass.RETRY, 1, Duration.ofMinutes(3));

        assertThat(plan.due()).isBetween(NOW.plusSeconds(180), NOW.plusSeconds(198));
        assertThat(plan.backoff()).isEqualTo("5m");
    }

    @Test
    void a_shorter_hint_hastens_nothing() {
        Deferral.Plan plan = after(OutcomeClass.RETRY, 2, Duration.ofSeconds(1));

        assertThat(plan.due()).isBetween(NOW.plusSeconds(300), NOW.plusSeconds(330));
        assertThat(plan.backoff()).isEqualTo("5m");
    }

    @Test
    void a_hint_beyond_the_schedule_waits_in_its_longest_topic() {
        Deferral.Plan plan = after(OutcomeClass.RETRY, 1, Duration.ofMinutes(90));

        assertThat(plan.due()).isAfterOrEqualTo(NOW.plus(Duration.ofMinutes(90)));
        assertThat(plan.backoff()).isEqualTo("1h");
    }

    @Test
    void a_hint_beyond_the_mails_age_leaves_it_a_last_chance() {
        Deferral.Plan plan = after(OutcomeClass.RETRY, 1, Duration.ofHours(24));

        assertThat(plan.due()).isEqualTo(NOW.plus(Duration.ofMinutes(119)));
    }

    @Test
    void a_hint_gives_up_no_mail_that_the_schedule_would_try_again() {
        Instant first = NOW.minus(Duration.ofHours(2)).plusSeconds(61);
        Outcome hinted = outcome(OutcomeClass.RETRY, Duration.ofHours(3));

        Deferral.Plan plan = deferral.after(hinted, 1, null, first, NOW).orElseThrow();

        assertThat(plan.due()).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void in_doubt_is_tried_late() {
        Deferral.Plan plan = after(OutcomeClass.UNCERTAIN, 1, null);

        assertThat(plan.backoff()).isEqualTo("1h");
        assertThat(plan.due()).isAfterOrEqualTo(NOW.plus(Duration.ofHours(1)));
    }

    @Test
    void a_scheduled_mail_walks_through_the_topics_to_its_time() {
        Deferral.Plan first = deferral.scheduled(NOW, NOW.plus(Duration.ofMinutes(90)));
        Deferral.Plan last = deferral.scheduled(NOW, NOW.plusSeconds(30));

        assertThat(first).isEqualTo(new Deferral.Plan(NOW.plus(Duration.ofMinutes(90)), "1h"));
        assertThat(last).isEqualTo(new Deferral.Plan(NOW.plusSeconds(30), "1m"));
    }

    @Test
    void a_mail_that_is_scheduled_for_next_month_is_written_again_once_a_day() {
        Instant due = NOW.plus(Duration.ofDays(30));
        List<String> topics = new ArrayList<>();

        for (Instant now = NOW; now.isBefore(due); ) {
            Deferral.Plan plan = deferral.scheduled(now, due);
            topics.add(plan.backoff());
            Instant moved = RetrySchedule.latest(now, plan.backoff()).orElseThrow();
            now = moved.isBefore(due) ? moved : due;
        }

        assertThat(topics).hasSizeLessThan(45);
        assertThat(topics.subList(0, 27)).containsOnly("1d");
        assertThat(topics.subList(27, topics.size())).doesNotContain("1d");
    }

    private Deferral.Plan after(OutcomeClass outcomeClass, int attempts, Duration hint) {
        return deferral.after(outcome(outcomeClass, hint), attempts, null, NOW, NOW).orElseThrow();
    }

    private static Outcome outcome(OutcomeClass outcomeClass, Duration hint) {
        return new Outcome(
                outcomeClass,
                Scope.MESSAGE,
                Reason.UNKNOWN_TROUBLE,
                Phase.RCPT,
                null,
                "why it is so",
                hint);
    }

    private static MailEvent wanting(int maxAttempts) {
        return anEvent().maxAttempts(maxAttempts).build();
    }
}
