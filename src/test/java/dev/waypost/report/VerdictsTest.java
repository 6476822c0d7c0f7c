package dev.waypost.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.TestClock;
import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.classify.Phase;
import dev.waypost.classify.Scope;
import dev.waypost.commit.ReadTopics;
import dev.waypost.deliver.AttemptLog;
import dev.waypost.deliver.PortDesk;
import dev.waypost.intake.MailEvent;
import dev.waypost.intake.MailRecord;
import dev.waypost.ops.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pass that came to no recipient leaves the mail for those it was for, and for nobody else. */
class VerdictsTest {

    private static final List<String> REMAINING = List.of("bob@example.org");

    private final Verdicts verdicts = verdicts("retry-later");

    @Test
    void an_unforeseen_error_keeps_the_remaining_recipients() {
        Exchange exchange = retried(new IllegalStateException("a defect"));

        verdicts.unexpected(exchange);

        assertThat(verdict(exchange).isDeferred()).isTrue();
        assertThat(verdict(exchange).next().remaining()).isEqualTo(REMAINING);
    }

    @Test
    void an_expired_retry_is_a_dead_letter_for_the_remaining_recipients() {
        Exchange exchange = retried(OutcomeClassifier.failure(outcome("expired")));

        verdicts.conclude(exchange);

        assertThat(verdict(exchange).status()).isEqualTo("expired");
        assertThat(verdict(exchange).isBuried()).isTrue();
        assertThat(verdict(exchange).rejected()).isEqualTo(REMAINING);
    }

    @Test
    void a_duplicate_is_neither_tried_again_nor_a_dead_letter() {
        Exchange exchange = retried(null);

        verdicts.duplicate(exchange);

        assertThat(verdict(exchange).isDeferred()).isFalse();
        assertThat(verdict(exchange).isBuried()).isFalse();
        assertThat(verdict(exchange).next().attempts()).isEqualTo(1);
    }

    @Test
    void that_a_mail_is_not_to_be_sent_yet_is_told_once() {
        Instant later = new TestClock().instant().plus(Duration.ofDays(30));
        Exchange first = retried(OutcomeClassifier.failure(scheduled()));
        first.setProperty("event", sentAt(later));

        verdicts.conclude(first);

        assertThat(first.getProperty(Verdicts.NEWS)).isEqualTo(true);
        assertThat(Receipts.of(first).missing())
                .containsExactlyInAnyOrder(Receipts.Report.STATUS, Receipts.Report.RETRY);
        assertThat(verdict(first).backoff()).isEqualTo("1d");
        assertThat(verdict(first).next().dueAt()).isEqualTo(later);

        Exchange again = retried(OutcomeClassifier.failure(scheduled()));
        again.setProperty("event", sentAt(later));
        again.setProperty(Redeliveries.REDELIVERY, verdict(first).next());

        verdicts.conclude(again);

        assertThat(again.getProperty(Verdicts.NEWS)).isEqualTo(false);
        assertThat(Receipts.of(again).missing()).containsExactly(Receipts.Report.RETRY);
        assertThat(verdict(again).isDeferred()).isTrue();
        assertThat(verdict(again).next()).isEqualTo(verdict(first).next());
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
        Exchange exchange = retried(null);
        AttemptLog log = new AttemptLog(null, List.of("ann", "bob", "eve"));
        exchange.setProperty(PortDesk.ATTEMPTS, log);
        log.outcome("ann", outcome(OutcomeClass.ACCEPTED, "accepted"));
        log.outcome("bob", outcome(OutcomeClass.UNCERTAIN, "in_doubt"));
        log.outcome("eve", outcome(OutcomeClass.RETRY, "recipient_deferred"));

        verdicts(policy).conclude(exchange);

        Verdict verdict = verdict(exchange);
        assertThat(verdict.status()).isEqualTo(status);
        assertThat(verdict.next().remaining()).isEqualTo(words(again));
        assertThat(verdict.rejected()).isEqualTo(words(buried));
        assertThat(verdict.isBuried()).isEqualTo(!buried.isEmpty());
        assertThat(verdict.statusOf("ann")).isEqualTo("accepted");
        assertThat(verdict.statusOf("bob")).isEqualTo(word);
        assertThat(verdict.statusOf("eve")).isEqualTo("deferred");
    }

    @ParameterizedTest
    @CsvSource({"hold, held, bob", "assume-accepted, accepted, ''"})
    void who_alone_is_in_doubt_decides_for_the_mail(String policy, String status, String buried) {
        Exchange exchange = retried(null);
        AttemptLog log = new AttemptLog(null, List.of("ann", "bob"));
        exchange.setProperty(PortDesk.ATTEMPTS, log);
        log.outcome("ann", outcome(OutcomeClass.ACCEPTED, "accepted"));
        log.outcome("bob", outcome(OutcomeClass.UNCERTAIN, "in_doubt"));

        verdicts(policy).conclude(exchange);

        assertThat(verdict(exchange).status()).isEqualTo(status);
        assertThat(verdict(exchange).rejected()).isEqualTo(words(buried));
        assertThat(verdict(exchange).isDeferred()).isFalse();
        assertThat(verdict(exchange).statusOf("bob")).isEqualTo(status);
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    private static Verdicts verdicts(String policy) {
        return new Verdicts(
                Settings.of(
                        Map.of(
                                "waypost.relay.host",
                                "relay",
                                "waypost.delivery.uncertain",
                                policy)),
                new ReadTopics(),
                new TestClock());
    }

    private static Verdict verdict(Exchange exchange) {
        return exchange.getProperty(Verdicts.VERDICT, Verdict.class);
    }

    private static Outcome scheduled() {
        return outcome(OutcomeClass.RETRY, Redeliveries.SCHEDULED);
    }

    private static MailEvent sentAt(Instant time) {
        return new MailEvent(
                "1", "", null, null, List.of(), List.of(), List.of(), List.of(), null, "", "", null,
                null, null, null, List.of(), Map.of(), null, null, "1", null, null, List.of(),
                Map.of(), time, null, null);
    }

    private static Outcome outcome(String reason) {
        return outcome(OutcomeClass.REJECT, reason);
    }

    private static Outcome outcome(OutcomeClass outcomeClass, String reason) {
        return new Outcome(
                outcomeClass, Scope.MESSAGE, reason, Phase.LOCAL, null, "why it is so", null);
    }

    /** A record that was carried once, for two recipients of which one is left. */
    private static Exchange retried(Exception caught) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        MailRecord record = new MailRecord("t.retry.1m", 0, 1, 0, null, new byte[0], List.of());
        exchange.setProperty(
                Redeliveries.REDELIVERY,
                Redelivery.first(record)
                        .next(
                                true,
                                new TestClock().instant(),
                                null,
                                REMAINING,
                                outcome("busy"),
                                true));
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, caught);
        return exchange;
    }
}
