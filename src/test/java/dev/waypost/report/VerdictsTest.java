package dev.waypost.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.TestClock;
import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.classify.Phase;
import dev.waypost.classify.Scope;
import dev.waypost.intake.MailRecord;
import dev.waypost.ops.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

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
    void whoever_is_not_in_doubt_is_tried_again_though_the_others_count_as_accepted() {
        Exchange exchange = inDoubtForAnnAndBusyForBob("assume-accepted");

        assertThat(verdict(exchange).status()).isEqualTo("deferred");
        assertThat(verdict(exchange).next().remaining()).containsExactly("bob@example.org");
        assertThat(verdict(exchange).isBuried()).isFalse();
        assertThat(verdict(exchange).recipients().get("ann@example.org").outcomeClass())
                .isEqualTo(OutcomeClass.ACCEPTED);
    }

    @Test
    void whoever_is_not_in_doubt_is_tried_again_though_the_others_are_held() {
        Exchange exchange = inDoubtForAnnAndBusyForBob("hold");

        assertThat(verdict(exchange).status()).isEqualTo("held");
        assertThat(verdict(exchange).next().remaining()).containsExactly("bob@example.org");
        assertThat(verdict(exchange).isDeferred()).isTrue();
        assertThat(verdict(exchange).rejected()).containsExactly("ann@example.org");
    }

    @Test
    void in_doubt_is_tried_again_for_all_unless_the_policy_says_otherwise() {
        Exchange exchange = inDoubtForAnnAndBusyForBob("retry-later");

        assertThat(verdict(exchange).status()).isEqualTo("uncertain");
        assertThat(verdict(exchange).next().remaining())
                .containsExactly("bob@example.org", "ann@example.org");
    }

    private static Exchange inDoubtForAnnAndBusyForBob(String policy) {
        Exchange exchange = retried(null);
        Map<String, Outcome> recipients = new LinkedHashMap<>();
        recipients.put("bob@example.org", outcome(OutcomeClass.RETRY, "recipient_deferred"));
        recipients.put("ann@example.org", outcome(OutcomeClass.UNCERTAIN, "in_doubt"));
        verdicts(policy)
                .sumUp(
                        exchange,
                        recipients.get("ann@example.org"),
                        new RecipientOutcomes(recipients));
        return exchange;
    }

    private static Verdict verdict(Exchange exchange) {
        return exchange.getProperty(Verdicts.VERDICT, Verdict.class);
    }

    private static Verdicts verdicts(String uncertain) {
        return new Verdicts(
                Settings.of(
                        Map.of(
                                "waypost.relay.host",
                                "relay",
                                "waypost.delivery.uncertain",
                                uncertain)),
                new TestClock());
    }

    private static Outcome outcome(String reason) {
        return outcome(OutcomeClass.REJECT, reason);
    }

    private static Outcome outcome(OutcomeClass outcomeClass, String reason) {
        return new Outcome(outcomeClass, Scope.MESSAGE, reason, Phase.LOCAL, null, "", null);
    }

    /** A record that was carried once, for two recipients of which one is left. */
    private static Exchange retried(Exception caught) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        MailRecord record = new MailRecord("t.retry.1m", 0, 1, 0, null, new byte[0], List.of());
        exchange.setProperty(
                Redeliveries.REDELIVERY,
                Redelivery.first(record)
                        .next(true, new TestClock().instant(), null, REMAINING, outcome("busy")));
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, caught);
        return exchange;
    }
}
