package dev.waypost.carry;

import static dev.waypost.compose.AnEvent.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.TestClock;
import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.classify.Reason;
import dev.waypost.classify.Scope;
import dev.waypost.commit.ReadTopics;
import dev.waypost.config.WaypostConfig;
import dev.waypost.deliver.AttemptLog;
import dev.waypost.intake.MailEvent;
import dev.waypost.intake.MailRecord;
import dev.waypost.ops.Settings;
import dev.waypost.report.DeliveryHistory;
import dev.waypost.report.DeliveryResult;
import dev.waypost.report.Receipts;
import dev.waypost.report.Results;
import dev.waypost.smtp.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pass that came to no recipient leaves the mail for those it was for, and for nobody else. */
class DeliveryResultsTest {

    private static final List<String> REMAINING = List.of("bob@example.org");

    private final DeliveryResults deliveryResults = deliveryResults("retry-later");

    @Test
    void an_unforeseen_error_keeps_the_remaining_recipients() {
        Delivery delivery = retried();

        DeliveryResult verdict =
                deliveryResults
                        .unexpected(delivery, new IllegalStateException("a defect"))
                        .result();

        assertThat(verdict.isDeferred()).isTrue();
        assertThat(verdict.next().remaining()).isEqualTo(REMAINING);
    }

    @Test
    void after_an_unforeseen_error_behind_the_delivery_nobody_gets_the_mail_twice() {
        AttemptLog log = new AttemptLog(null, List.of("ann", "bob"));
        log.outcome("ann", outcome(OutcomeClass.ACCEPTED, Reason.ACCEPTED));
        log.outcome("bob", outcome(OutcomeClass.RETRY, Reason.RECIPIENT_DEFERRED));

        DeliveryResult verdict =
                deliveryResults
                        .unexpected(retried().tried(log), new IllegalStateException("a defect"))
                        .result();

        assertThat(verdict.next().remaining()).containsExactly("bob");
        assertThat(statusOf(verdict, "ann")).isEqualTo("accepted");
    }

    @Test
    void an_expired_retry_is_a_dead_letter_for_the_remaining_recipients() {
        Delivery delivery = retried();

        DeliveryResult verdict =
                deliveryResults
                        .conclude(delivery, OutcomeClassifier.failure(outcome(Reason.EXPIRED)))
                        .result();

        assertThat(verdict.status().word()).isEqualTo("expired");
        assertThat(verdict.isDeadLettered()).isTrue();
        assertThat(verdict.rejected()).isEqualTo(REMAINING);
    }

    @Test
    void a_duplicate_is_neither_tried_again_nor_a_dead_letter() {
        Delivery delivery = retried();

        DeliveryResult verdict = deliveryResults.duplicate(delivery).result();

        assertThat(verdict.isDeferred()).isFalse();
        assertThat(verdict.isDeadLettered()).isFalse();
        assertThat(verdict.next().attempts()).isEqualTo(1);
    }

    @Test
    void that_a_mail_is_not_to_be_sent_yet_is_told_once() {
        Instant later = new TestClock().instant().plus(Duration.ofDays(30));
        Exception scheduled = OutcomeClassifier.failure(scheduled());

        Delivery first = deliveryResults.conclude(retried().decoded(sentAt(later)), scheduled);

        assertThat(first.result().statusDue()).isTrue();
        assertThat(first.reports().receipts().missing())
                .containsExactlyInAnyOrder(Receipts.Report.STATUS, Receipts.Report.RETRY);
        assertThat(first.result().backoff()).isEqualTo("1d");
        assertThat(first.result().next().dueAt()).isEqualTo(later);

        Delivery again =
                deliveryResults.conclude(
                        retried().decoded(sentAt(later)).opened(first.result().next()), scheduled);

        assertThat(again.result().statusDue()).isFalse();
        assertThat(again.reports().receipts().missing()).containsExactly(Receipts.Report.RETRY);
        assertThat(again.reports().owes(Receipts.Report.RETRY)).isTrue();
        assertThat(again.result().next()).isEqualTo(first.result().next());
    }

    @ParameterizedTest
    @CsvSource({
        // policy, status of the mail, tried again, in the dead letter, bob's own word
        "retry-later,     uncertain, bob eve, '',  uncertain",
        "hold,            deferred,  eve,     bob, held",
        "assume-accepted, deferred,  eve,     '',  accepted",
    })
    void one_in_doubt_goes_by_the_policy_and_another_by_the_schedule(
            String policy, String status, String again, String buried, String word) {
        AttemptLog log = new AttemptLog(null, List.of("ann", "bob", "eve"));
        log.outcome("ann", outcome(OutcomeClass.ACCEPTED, Reason.ACCEPTED));
        log.outcome("bob", outcome(OutcomeClass.UNCERTAIN, Reason.IN_DOUBT));
        log.outcome("eve", outcome(OutcomeClass.RETRY, Reason.RECIPIENT_DEFERRED));

        DeliveryResult verdict =
                deliveryResults(policy).conclude(retried().tried(log), null).result();

        assertThat(verdict.status().word()).isEqualTo(status);
        assertThat(verdict.next().remaining()).isEqualTo(words(again));
        assertThat(verdict.rejected()).isEqualTo(words(buried));
        assertThat(verdict.isDeadLettered()).isEqualTo(!buried.isEmpty());
        assertThat(statusOf(verdict, "ann")).isEqualTo("accepted");
        assertThat(statusOf(verdict, "bob")).isEqualTo(word);
        assertThat(statusOf(verdict, "eve")).isEqualTo("deferred");
    }

    @ParameterizedTest
    @CsvSource({"hold, held, bob", "assume-accepted, accepted, ''"})
    void who_alone_is_in_doubt_decides_for_the_mail(String policy, String status, String buried) {
        AttemptLog log = new AttemptLog(null, List.of("ann", "bob"));
        log.outcome("ann", outcome(OutcomeClass.ACCEPTED, Reason.ACCEPTED));
        log.outcome("bob", outcome(OutcomeClass.UNCERTAIN, Reason.IN_DOUBT));

        DeliveryResult verdict =
                deliveryResults(policy).conclude(retried().tried(log), null).result();

        assertThat(verdict.status().word()).isEqualTo(status);
        assertThat(verdict.rejected()).isEqualTo(words(buried));
        assertThat(verdict.isDeferred()).isFalse();
        assertThat(statusOf(verdict, "bob")).isEqualTo(status);
    }

    @Test
    void a_mail_that_some_have_and_others_never_will_is_told_as_partly_accepted() {
        AttemptLog log = new AttemptLog(null, List.of("ann", "bob"));
        log.outcome("ann", outcome(OutcomeClass.ACCEPTED, Reason.ACCEPTED));
        log.outcome("bob", outcome(OutcomeClass.REJECT, Reason.MAILBOX_UNKNOWN));

        DeliveryResult verdict =
                deliveryResults("hold").conclude(retried().tried(log), null).result();

        assertThat(verdict.told().word()).isEqualTo("partly_accepted");
        assertThat(verdict.rejected()).containsExactly("bob");
        assertThat(verdict.isDeadLettered()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        // had it before, given up before, what becomes of the last one, told
        "1, 0, REJECT,    partly_accepted",
        "0, 1, ACCEPTED,  partly_accepted",
        "1, 1, RETRY,     deferred",
        "1, 0, ACCEPTED,  accepted",
        "0, 1, REJECT,    rejected",
    })
    void what_earlier_passes_came_to_counts(
            int accepted, int givenUp, OutcomeClass last, String told) {
        AttemptLog log = new AttemptLog(null, REMAINING);
        log.outcome(REMAINING.get(0), outcome(last, Reason.DEFERRED));
        Delivery delivery = retried();
        Delivery later = delivery.opened(delivery.history().ended(accepted, givenUp));

        DeliveryResult verdict = deliveryResults("hold").conclude(later.tried(log), null).result();

        assertThat(verdict.told().word()).isEqualTo(told);
    }

    private static String statusOf(DeliveryResult verdict, String recipient) {
        return verdict.recipients().get(recipient).status().word();
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    private static DeliveryResults deliveryResults(String policy) {
        WaypostConfig config =
                Settings.of(
                        Map.of(
                                "waypost.relay.host",
                                "relay",
                                "waypost.delivery.uncertain",
                                policy));
        return new DeliveryResults(new Results(config, new TestClock()), config, new ReadTopics());
    }

    private static Outcome scheduled() {
        return outcome(OutcomeClass.RETRY, Reason.SCHEDULED);
    }

    private static MailEvent sentAt(Instant time) {
        return anEvent().sendAt(time).build();
    }

    private static Outcome outcome(Reason reason) {
        return outcome(OutcomeClass.REJECT, reason);
    }

    private static Outcome outcome(OutcomeClass outcomeClass, Reason reason) {
        return new Outcome(
                outcomeClass, Scope.MESSAGE, reason, Phase.LOCAL, null, "why it is so", null);
    }

    /** A record that was carried once, for two recipients of which one is left. */
    private static Delivery retried() {
        MailRecord record = new MailRecord("t.retry.1m", 0, 1, 0, null, new byte[0], List.of());
        return Delivery.of(null, record)
                .opened(
                        DeliveryHistory.first(record)
                                .next(
                                        true,
                                        new TestClock().instant(),
                                        null,
                                        REMAINING,
                                        outcome(Reason.DEFERRED),
                                        true));
    }
}
