package dev.waypost.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waypost.classify.ReplyRules.InvalidRules;
import dev.waypost.smtp.Phase;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyRulesTest {

    @Test
    void comments_and_blank_lines_are_skipped_and_still_counted() {
        ReplyRules rules = ReplyRules.parse("x", "# a\n\n   # b\r\n550 -> RETRY\r\n");

        assertThat(rules.size()).isEqualTo(1);
        assertThat(decidedBy(rules, Phase.MAIL, "550 no")).isEqualTo("x:4");
    }

    @Test
    void the_first_rule_that_matches_decides() {
        ReplyRules rules = ReplyRules.parse("x", "55z /b/ -> RETRY\n550 -> HALT\n5yz -> SLOW\n");

        assertThat(decidedBy(rules, Phase.MAIL, "550 abc")).isEqualTo("x:1");
        assertThat(decidedBy(rules, Phase.MAIL, "550 xyz")).isEqualTo("x:2");
        assertThat(decidedBy(rules, Phase.MAIL, "551 xyz")).isEqualTo("x:3");
        assertThat(decidedBy(rules, Phase.MAIL, "451 xyz")).isEqualTo("row 16b");
    }

    @Test
    void the_relays_own_rules_come_before_those_that_are_shipped() {
        ReplyRules own = ReplyRules.parse("own", "450 /data was invalid/ -> RETRY");
        ReplyRules both = own.before(ReplyRules.shipped());

        assertThat(decidedBy(both, Phase.MAIL, "450 Data was invalid")).isEqualTo("own:1");
        assertThat(both.size()).isEqualTo(1 + ReplyRules.shipped().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "550 -> RETRY                      | MAIL        | 550 5.1.1 a    | true",
                "550 -> RETRY                      | MAIL        | 551 5.1.1 a    | false",
                "45z -> RETRY                      | MAIL        | 459 a          | true",
                "45z -> RETRY                      | MAIL        | 460 a          | false",
                "4yz -> RETRY                      | MAIL        | 421 a          | true",
                "5.7.* -> RETRY                    | MAIL        | 550 5.7.708 a  | true",
                "5.7.* -> RETRY                    | MAIL        | 550 5.1.7 a    | false",
                "5.7.* -> RETRY                    | MAIL        | 550 a          | false",
                "5.*.* -> RETRY                    | MAIL        | 550 5.1.7 a    | true",
                "550 - -> RETRY                    | MAIL        | 550 a          | true",
                "550 - -> RETRY                    | MAIL        | 550 5.1.1 a    | false",
                "RCPT,mail 550 -> RETRY            | MAIL        | 550 a          | true",
                "RCPT 550 -> RETRY                 | MAIL        | 550 a          | false",
                "/^no such/ -> RETRY               | MAIL        | 550 5.1.1 No such | true",
                "/^such/ -> RETRY                  | MAIL        | 550 no such    | false",
                "/a -> b/ -> RETRY                 | MAIL        | 550 a -> b     | true",
                "/a\\/b/ -> RETRY                  | MAIL        | 550 a/b        | true",
                "/queued/ -> RETRY                 | END_OF_DATA | 250 queued     | false",
                "5yz -> HALT                       | QUIT        | 550 a          | false",
                "RCPT 254 -> REJECT                | RCPT        | 254 a          | true",
                "RCPT 254 -> REJECT                | RCPT        | 250 a          | false",
                "RCPT 2yz /suppressed/ -> REJECT   | RCPT        | 250 suppressed | true",
                "RCPT /suppressed/ -> REJECT       | RCPT        | 250 suppressed | false",
            })
    void a_rule_matches_when_all_its_conditions_do(
            String rule, Phase phase, String reply, boolean matches) {
        ReplyRules rules = ReplyRules.parse("x", rule);

        assertThat(decidedBy(rules, phase, reply).equals("x:1")).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "FAILOVER, RCPT, PORT",
        "SLOW,     RCPT, RELAY",
        "HALT,     MAIL, RELAY",
        "REJECT,   RCPT, RECIPIENT",
        "REJECT,   MAIL, MESSAGE",
        "RETRY,    RCPT, RECIPIENT",
        "RETRY,    DATA, MESSAGE",
    })
    void the_scope_follows_from_class_and_phase(
            OutcomeClass outcomeClass, Phase phase, Scope scope) {
        ReplyRules rules = ReplyRules.parse("x", "550 -> " + outcomeClass);

        Outcome outcome = outcome(rules, phase, "550 a");

        assertThat(outcome.outcomeClass()).isEqualTo(outcomeClass);
        assertThat(outcome.scope()).isEqualTo(scope);
    }

    @Test
    void a_rule_may_name_its_reason_and_the_least_wait() {
        ReplyRules rules = ReplyRules.parse("x", "4yz -> slow rate_limited after 15m");

        assertThat(outcome(rules, Phase.MAIL, "450 a").reason()).hasToString("rate_limited");
        assertThat(outcome(rules, Phase.MAIL, "450 a").retryAfter())
                .isEqualTo(Duration.ofMinutes(15));
        assertThat(outcome(rules, Phase.MAIL, "450 retry after 20 s").retryAfter())
                .isEqualTo(Duration.ofMinutes(15));
        assertThat(outcome(rules, Phase.MAIL, "450 retry after 2 h").retryAfter())
                .isEqualTo(Duration.ofHours(2));
    }

    @Test
    void a_rule_without_a_reason_says_that_a_rule_decided() {
        ReplyRules rules = ReplyRules.parse("x", "4yz -> RETRY after 90s");

        assertThat(outcome(rules, Phase.MAIL, "450 a").reason()).hasToString("relay_rule");
        assertThat(outcome(rules, Phase.MAIL, "450 a").retryAfter())
                .isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void all_faults_of_all_lines_are_named() {
        String text =
                """
                # fine
                550 -> RETRY
                55 -> RETRY
                550 RETRY
                550 5.7 -> REJEKT no_such_reason after soon
                """;

        InvalidRules invalid =
                catchThrowableOfType(InvalidRules.class, () -> ReplyRules.parse("my.rules", text));

        assertThat(invalid.problems())
                .hasSize(6)
                .allMatch(problem -> problem.startsWith("my.rules:"))
                .extracting(problem -> problem.substring(9, 10))
                .containsExactly("3", "4", "5", "5", "5", "5");
        assertThat(invalid).hasMessageContaining("my.rules:3: '55' is no code");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-> RETRY                    | no condition",
                "550                         | expected `[phases]",
                "550 ->                      | expected `CLASS",
                "550 -> RETRY a b c          | expected `CLASS",
                "550 -> ACCEPTED             | 'ACCEPTED' is no class for a rule; known: FAILOVER",
                "550 -> MAYBE                | 'MAYBE' is no class",
                "550 -> RETRY what           | 'what' is no reason",
                "550 -> RETRY after 5        | '5' is no delay",
                "550 -> RETRY after          | expected `CLASS",
                "4xx -> RETRY                | '4xx' is no code (550, 45z, 4yz)",
                "250 -> RETRY                | 250 is no refusal",
                "END_OF_DATA 250 -> RETRY    | 250 is no refusal",
                "RCPT 354 -> RETRY           | 354 is no refusal",
                "550 4.7.1 -> RETRY          | contradict each other",
                "550 551 -> RETRY            | a second code",
                "5.1.1 5.1.2 -> RETRY        | a second status",
                "DOT 550 -> RETRY            | 'DOT' is no phase; known: GREETING",
                "QUIT 550 -> RETRY           | 'QUIT' is no phase",
                "550 /(/ -> RETRY            | /(/ is no regular expression",
                "550 // -> RETRY             | is empty",
                "550 /a -> RETRY             | '/a' is no code",
                "450 -> UNCERTAIN            | END_OF_DATA only",
            })
    void a_fault_is_explained(String line, String problem) {
        InvalidRules invalid =
                catchThrowableOfType(InvalidRules.class, () -> ReplyRules.parse("x", line));

        assertThat(invalid.problems().get(0)).startsWith("x:1: ").contains(problem);
    }

    @Test
    void a_relay_may_say_that_its_reply_to_the_dot_means_doubt() {
        ReplyRules rules = ReplyRules.parse("x", "END_OF_DATA 451 /timed out/ -> UNCERTAIN");

        assertThat(outcome(rules, Phase.END_OF_DATA, "451 backend timed out").outcomeClass())
                .isEqualTo(OutcomeClass.UNCERTAIN);
    }

    private static String decidedBy(ReplyRules rules, Phase phase, String reply) {
        return new OutcomeClassifier(rules).explain(phase, reply).decidedBy();
    }

    private static Outcome outcome(ReplyRules rules, Phase phase, String reply) {
        return new OutcomeClassifier(rules).explain(phase, reply).outcome();
    }
}
