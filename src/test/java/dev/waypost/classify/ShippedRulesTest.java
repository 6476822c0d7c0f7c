package dev.waypost.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is documented of relays in wide use comes to what it should; everything else to the table.
 */
class ShippedRulesTest {

    private static final String BY_RULE =
            """
            AUTH        | 454 4.7.0 Too many login attempts, please try again later. | SLOW too_many_logins
            AUTH        | 421 Too many auth failures, try again later           | SLOW too_many_logins
            MAIL        | 452 4.2.2 over quota                                  | RETRY mailbox_full
            END_OF_DATA | 452 mailbox over quota                                | RETRY mailbox_full
            MAIL        | 454 Throttling failure: Maximum sending rate exceeded. | SLOW rate_limited
            END_OF_DATA | 454 Throttling failure: Daily message quota exceeded. | SLOW rate_limited
            END_OF_DATA | 451 4.7.1 You are being throttled                     | SLOW rate_limited
            MAIL        | 451 4.7.1 Rate limit exceeded                         | SLOW rate_limited
            MAIL        | 452 4.4.5 Messages per second limit exceeded          | SLOW rate_limited
            MAIL        | 450 4.7.1 too many messages from you                  | SLOW rate_limited
            MAIL        | 421 too many connections                              | SLOW too_many_connections
            END_OF_DATA | 450 The given data was invalid.                       | REJECT content_refused
            MAIL        | 550 Unconfigured Sending Domain                       | HALT sender_unverified
            END_OF_DATA | 550 5.7.705 Access denied, tenant has exceeded threshold | HALT turned_away
            MAIL        | 550 5.7.708 Access denied, traffic not accepted from this IP | HALT turned_away
            """;

    private static final String BY_TABLE =
            """
            AUTH        | 454 4.7.0 Temporary authentication failure | SLOW auth_unavailable
            AUTH        | 535 5.7.3 Authentication unsuccessful   | HALT auth_failed
            RCPT        | 452 4.2.2 mailbox over quota            | RETRY mailbox_full
            RCPT        | 451 4.7.1 rate limit exceeded           | RETRY recipient_deferred
            GREETING    | 421 Too many concurrent SMTP connections | FAILOVER too_many_connections
            MAIL        | 450 4.1.8 domain not found              | RETRY deferred
            END_OF_DATA | 554 5.7.1 rate limit exceeded           | REJECT policy_refused
            """;

    private final OutcomeClassifier classifier = new OutcomeClassifier(ReplyRules.shipped());

    @ParameterizedTest
    @MethodSource("byRule")
    void a_rule_decides(String line) {
        assertThat(explain(line).decidedBy()).startsWith("default.rules:");
        assertVerdict(line);
    }

    @ParameterizedTest
    @MethodSource("byTable")
    void the_table_decides(String line) {
        assertThat(explain(line).decidedBy()).startsWith("row ");
        assertVerdict(line);
    }

    @Test
    void every_shipped_rule_is_reached_by_a_line_above() {
        Set<String> reached = new HashSet<>();

        byRule().forEach(line -> reached.add(explain(line).decidedBy()));

        assertThat(reached).hasSize(ReplyRules.shipped().size());
    }

    @Test
    void too_many_logins_wait_a_quarter_of_an_hour_at_least() {
        Explanation explanation =
                classifier.explain(Phase.AUTH, "454 4.7.0 Too many login attempts");

        assertThat(explanation.outcome().retryAfter()).isEqualTo(Duration.ofMinutes(15));
    }

    static Stream<String> byRule() {
        return BY_RULE.lines();
    }

    static Stream<String> byTable() {
        return BY_TABLE.lines();
    }

    private Explanation explain(String line) {
        String[] cells = line.split("\\|");
        return classifier.explain(Phase.valueOf(cells[0].strip()), cells[1].strip());
    }

    private void assertVerdict(String line) {
        Outcome outcome = explain(line).outcome();
        assertThat(outcome.outcomeClass() + " " + outcome.reason())
                .isEqualTo(line.split("\\|")[2].strip());
    }
}
