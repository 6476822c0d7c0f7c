package dev.waypost.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypost.classify.OutcomeClassifier.Explanation;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.SmtpReply;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomeClassifierTest {

    private final OutcomeClassifier classifier = new OutcomeClassifier(ReplyRules.none());

    @Test
    void a_positive_reply_to_the_dot_is_an_acceptance_with_its_reply() {
        SmtpReply reply = SmtpReply.of(250, "2.0.0 Ok: queued as 4711");

        Outcome outcome = classifier.accepted(reply);

        assertThat(outcome.outcomeClass()).isEqualTo(OutcomeClass.ACCEPTED);
        assertThat(outcome.phase()).isEqualTo(Phase.END_OF_DATA);
        assertThat(outcome.reason()).hasToString("accepted");
        assertThat(outcome.reply()).isEqualTo(reply);
    }

    @ParameterizedTest
    @CsvSource({
        "FAILOVER, PortUnavailable",
        "RETRY, TransientFailure",
        "SLOW, RelayThrottled",
        "UNCERTAIN, TransientFailure",
        "REJECT, PermanentFailure",
        "HALT, RelayHalted",
    })
    void each_class_has_its_exception(OutcomeClass outcomeClass, String exception) {
        Outcome outcome = anOutcome(outcomeClass);

        DeliveryFailure failure = OutcomeClassifier.failure(outcome);

        assertThat(failure.getClass().getSimpleName()).isEqualTo(exception);
        assertThat(failure.outcome()).isEqualTo(outcome);
    }

    @Test
    void an_acceptance_is_no_failure() {
        assertThatThrownBy(() -> OutcomeClassifier.failure(anOutcome(OutcomeClass.ACCEPTED)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4.7.1 try again in 300 seconds              | PT5M",
                "Greylisted, please try again in 5 minutes   | PT5M",
                "Retry after 60s                             | PT1M",
                "please wait 2 hours and come back           | PT2H",
                "greylisted for 90 sec                       | PT1M30S",
                "try again in 0 seconds                      | PT1S",
                "try again in 48 hours                       | PT24H",
                "try again in 9999999 hours                  | PT24H",
                "try again in 99999999 seconds               |",
                "Greylisted, please come back in 00:01:30    | PT1M30S",
                "try again in 1.5 hours                      | PT1H30M",
                "try again in 1,5 hours                      | PT1H30M",
                "retry in 5m                                 | PT5M",
                "retry after PT5M                            | PT5M",
                "retry after PT1H30M.                        | PT1H30M",
                "Retry-After: 300                            | PT5M",
                "retry after 120                             | PT2M",
                "wait 1h30m before the next                  | PT1H30M",
                "try again in 1 hour and 30 minutes          | PT1H30M",
                "please try again in 4 minutes, 20 seconds.  | PT4M20S",
                "try again in an hour                        | PT1H",
                "come back in half an hour                   | PT30M",
                "retry in fifteen minutes                    | PT15M",
                "try again in 15 minute(s)                   | PT15M",
                "wait 1,200 seconds                          | PT20M",
                "please wait at least 500ms                  | PT1S",
                "allow 5 minutes before trying               | PT5M",
                "Too fast: 5 minutes before you may try again | PT5M",
                "Temporarily blocked for 30 minutes          | PT30M",
                "sender is rate limited for 60 s             | PT1M",
                "quota resets in 2 hours                     | PT2H",
                "try again in 30 days                        | PT24H",
                "try again in 2 weeks                        | PT24H",
                "try again at 10:30:00                       |",
                "retry after 10:30:00 UTC                    |",
                "retry after 10:30                           |",
                "retry after 2026-01-01 10:30:00             |",
                "retry after 1790000000                      |",
                "try again with 5 MB at most                 |",
                "rate limited: 100 in 1 hour                 |",
                "try again later                             |",
                "too many messages: 100 in 1 hour            |",
                "retry. Limit is 100 messages in 1 hour      |",
            })
    void the_wait_that_a_reply_asks_for_is_kept_within_bounds(String text, String wait) {
        Outcome outcome =
                classifier.classify(Trouble.reply(Phase.RCPT, SmtpReply.of(451, text.strip())));

        assertThat(outcome.retryAfter()).isEqualTo(wait == null ? null : Duration.parse(wait));
    }

    @Test
    void a_refusal_for_good_asks_for_no_wait() {
        SmtpReply reply = SmtpReply.of(550, "do not try again in 5 minutes");

        assertThat(classifier.classify(Trouble.reply(Phase.RCPT, reply)).retryAfter()).isNull();
    }

    @Test
    void the_detail_shows_what_the_relay_said_without_addresses() {
        SmtpReply reply = SmtpReply.of(550, "5.1.1 <ann@example.net> unknown");

        Outcome outcome = classifier.classify(Trouble.reply(Phase.RCPT, reply));

        assertThat(outcome.detail())
                .isEqualTo("RCPT: 550 5.1.1 <address> unknown. There is no such recipient.");
        assertThat(OutcomeClassifier.failure(outcome)).hasMessageNotContaining("ann@");
    }

    @Test
    void the_detail_of_a_login_shows_no_text_for_it_may_name_the_login() {
        SmtpReply reply = SmtpReply.of(535, "5.7.8 wrong password for shop-key-4711");

        Outcome outcome = classifier.classify(Trouble.reply(Phase.AUTH, reply));

        assertThat(outcome.detail())
                .startsWith("AUTH: 535 5.7.8. ")
                .contains("waypost.relay.username")
                .doesNotContain("4711");
    }

    @ParameterizedTest
    @CsvSource({
        "TLS,      WRONG_TLS_MODE,   seems to want STARTTLS",
        "GREETING, WRONG_TLS_MODE,   seems to want implicit TLS",
        "GREETING, TIMEOUT,          use smtps:",
        "TLS,      UNTRUSTED,        waypost.relay.trust-certificates",
        "TLS,      UNTRUSTED,        waypost.relay.host is the name in it",
        "TLS,      HANDSHAKE_FAILED, TLS 1.2 or later",
        "TLS,      CERTIFICATE_WANTED, waypost.relay.client-certificate",
        "TLS,      TIMEOUT,          no TLS on this port",
        "CONNECT,  TIMEOUT,          network policy",
        "STARTTLS, NOT_OFFERED,      nothing is sent",
    })
    void the_detail_tells_a_person_what_to_do(Phase phase, Symptom symptom, String advice) {
        Outcome outcome = classifier.classify(Trouble.of(phase, symptom, "seen"));

        assertThat(outcome.detail()).startsWith(phase.label() + ": seen. ").contains(advice);
    }

    @Test
    void an_explanation_names_the_row() {
        Explanation explanation = classifier.explain(Phase.RCPT, "550 5.7.1 relaying denied");

        assertThat(explanation.decidedBy()).isEqualTo("row 24");
        assertThat(explanation.outcome().reason()).hasToString("relay_denied");
    }

    @Test
    void an_explanation_names_the_rule_and_its_line() {
        ReplyRules rules = ReplyRules.parse("my.rules", "# mine\n550 /denied/ -> RETRY\n");

        Explanation explanation =
                new OutcomeClassifier(rules).explain(Phase.RCPT, "550-5.7.1 a\r\n550 5.7.1 Denied");

        assertThat(explanation.decidedBy()).isEqualTo("my.rules:2");
        assertThat(explanation.outcome().outcomeClass()).isEqualTo(OutcomeClass.RETRY);
        assertThat(explanation.outcome().scope()).isEqualTo(Scope.RECIPIENT);
    }

    @Test
    void what_is_no_reply_is_explained_as_garbled() {
        assertThat(classifier.explain(Phase.END_OF_DATA, "hello").decidedBy()).isEqualTo("row 31");
        assertThat(classifier.explain(Phase.MAIL, "").decidedBy()).isEqualTo("row 26b");
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void a_code_that_is_no_code_is_garbled(Phase phase) {
        Outcome outcome = classifier.classify(Trouble.reply(phase, SmtpReply.of(-1, "what")));

        assertThat(outcome)
                .isEqualTo(
                        classifier.classify(
                                Trouble.of(phase, Symptom.GARBLED, "an unfitting reply: -1")));
    }

    private static Outcome anOutcome(OutcomeClass outcomeClass) {
        return new Outcome(
                outcomeClass,
                Scope.MESSAGE,
                Reason.DEFERRED,
                Phase.MAIL,
                null,
                "MAIL: later",
                null);
    }
}
