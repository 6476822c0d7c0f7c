package dev.waypost.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.classify.OutcomeClassifier.Explanation;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.SmtpReply;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One line for each branch: row, phase, what was seen, and what it must come to. */
class DecisionTableTest {

    private static final String CASES =
            """
            0   | CONNECT     | abandoned              | HALT      | RELAY     | stopping
            0   | RCPT        | abandoned              | HALT      | RELAY     | stopping
            0   | END_OF_DATA | abandoned              | HALT      | RELAY     | stopping
            1a  | RESOLVE     | unknown host           | FAILOVER  | RELAY     | host_unknown
            1a  | CONNECT     | unknown host           | FAILOVER  | RELAY     | host_unknown
            1b  | RESOLVE     | timeout                | FAILOVER  | RELAY     | host_unknown
            2a  | CONNECT     | refused                | FAILOVER  | PORT      | port_refused
            2b  | CONNECT     | timeout                | FAILOVER  | PORT      | port_blocked
            2c  | CONNECT     | unreachable            | FAILOVER  | PORT      | port_unreachable
            2c  | CONNECT     | closed                 | FAILOVER  | PORT      | port_unreachable
            3a  | GREETING    | timeout                | FAILOVER  | PORT      | no_greeting
            3a  | GREETING    | closed                 | FAILOVER  | PORT      | no_greeting
            3b  | GREETING    | garbled                | FAILOVER  | PORT      | bad_greeting
            3b  | GREETING    | 354 what               | FAILOVER  | PORT      | bad_greeting
            3c  | EHLO        | timeout                | FAILOVER  | PORT      | connection_lost
            3c  | STARTTLS    | closed                 | FAILOVER  | PORT      | connection_lost
            3d  | EHLO        | garbled                | FAILOVER  | PORT      | garbled_reply
            3d  | STARTTLS    | garbled                | FAILOVER  | PORT      | garbled_reply
            3d  | AUTH        | garbled                | FAILOVER  | PORT      | garbled_reply
            4a  | TLS         | wrong tls mode         | FAILOVER  | PORT      | port_wants_starttls
            4b  | GREETING    | wrong tls mode         | FAILOVER  | PORT      | port_wants_implicit_tls
            5   | GREETING    | 421 4.3.2 busy         | FAILOVER  | PORT      | too_many_connections
            6   | GREETING    | 450 later              | FAILOVER  | PORT      | turned_away_for_now
            6   | EHLO        | 421 later              | FAILOVER  | PORT      | turned_away_for_now
            7   | GREETING    | 554 go away            | FAILOVER  | PORT      | turned_away
            7   | GREETING    | 521 no mail here       | FAILOVER  | PORT      | turned_away
            8   | EHLO        | 502 what               | FAILOVER  | PORT      | ehlo_refused
            8   | EHLO        | 550 bad name           | FAILOVER  | PORT      | ehlo_refused
            9   | STARTTLS    | not offered            | FAILOVER  | PORT      | tls_stripped
            10  | STARTTLS    | 454 4.7.0 not now      | FAILOVER  | PORT      | tls_unavailable
            10  | STARTTLS    | 501 no                 | FAILOVER  | PORT      | tls_unavailable
            11a | TLS         | untrusted              | FAILOVER  | PORT      | tls_untrusted
            11b | TLS         | handshake failed       | FAILOVER  | PORT      | tls_handshake_failed
            11d | TLS         | certificate wanted     | FAILOVER  | PORT      | client_certificate_wanted
            11c | TLS         | timeout                | FAILOVER  | PORT      | tls_no_answer
            11c | TLS         | closed                 | FAILOVER  | PORT      | tls_no_answer
            12a | AUTH        | 525 5.7.13 disabled    | HALT      | RELAY     | account_disabled
            12b | AUTH        | 530 5.7.0 log in       | HALT      | RELAY     | auth_required
            12c | AUTH        | 534 5.7.9 too weak     | HALT      | RELAY     | auth_mechanism_refused
            12c | AUTH        | 538 5.7.11 not so      | HALT      | RELAY     | auth_mechanism_refused
            12c | AUTH        | 504 5.5.4 unknown      | HALT      | RELAY     | auth_mechanism_refused
            12d | AUTH        | 535 5.7.8 wrong        | HALT      | RELAY     | auth_failed
            12d | AUTH        | 535 5.7.3 wrong        | HALT      | RELAY     | auth_failed
            12d | AUTH        | 599 what               | HALT      | RELAY     | auth_failed
            12e | AUTH        | token refused          | HALT      | RELAY     | token_refused
            13b | AUTH        | no token               | SLOW      | RELAY     | token_unavailable
            13a | AUTH        | 454 4.7.0 not now      | SLOW      | RELAY     | auth_unavailable
            13a | AUTH        | 432 4.7.12 change it   | SLOW      | RELAY     | auth_unavailable
            13a | AUTH        | 421 4.7.0 bye          | SLOW      | RELAY     | auth_unavailable
            14  | AUTH        | timeout                | FAILOVER  | PORT      | connection_lost
            14  | AUTH        | closed                 | FAILOVER  | PORT      | connection_lost
            15  | AUTH        | not offered            | FAILOVER  | PORT      | auth_not_offered
            15  | EHLO        | not offered            | FAILOVER  | PORT      | auth_not_offered
            16a | MAIL        | 421 4.3.2 bye          | RETRY     | RELAY     | relay_closing
            16a | RCPT        | 421 bye                | RETRY     | RELAY     | relay_closing
            16a | DATA        | 421 bye                | RETRY     | RELAY     | relay_closing
            16b | MAIL        | 450 later              | RETRY     | MESSAGE   | deferred
            16b | MAIL        | 451 4.3.0 later        | RETRY     | MESSAGE   | deferred
            16b | MAIL        | 452 4.3.1 full         | RETRY     | MESSAGE   | deferred
            16b | MAIL        | 454 4.7.0 later        | RETRY     | MESSAGE   | deferred
            16b | MAIL        | 499 what               | RETRY     | MESSAGE   | deferred
            17  | MAIL        | 530 5.7.0 log in       | HALT      | RELAY     | auth_required
            17  | RCPT        | 530 5.7.57 log in      | HALT      | RELAY     | auth_required
            18a | MAIL        | 501 5.1.7 bad sender   | REJECT    | MESSAGE   | sender_unverified
            18a | MAIL        | 553 5.1.8 bad domain   | REJECT    | MESSAGE   | sender_unverified
            18a | MAIL        | 550 5.7.1 not yours    | REJECT    | MESSAGE   | sender_unverified
            18b | MAIL        | 550 no                 | REJECT    | MESSAGE   | sender_unverified
            18b | MAIL        | 553 no                 | REJECT    | MESSAGE   | sender_unverified
            18b | MAIL        | 554 no                 | REJECT    | MESSAGE   | sender_unverified
            19a | MAIL        | too large              | REJECT    | MESSAGE   | message_too_large
            19b | MAIL        | 552 too large          | REJECT    | MESSAGE   | message_too_large
            19d | MAIL        | 552 5.7.0 not this     | REJECT    | MESSAGE   | policy_refused
            19c | MAIL        | 554 5.3.4 too large    | REJECT    | MESSAGE   | message_too_large
            19c | RCPT        | 552 5.3.4 too large    | REJECT    | MESSAGE   | message_too_large
            20a | MAIL        | not offered            | REJECT    | MESSAGE   | smtputf8_unsupported
            20b | MAIL        | 553 5.6.7 no UTF-8     | REJECT    | MESSAGE   | smtputf8_unsupported
            20c | MAIL        | 555 unknown parameter  | REJECT    | MESSAGE   | parameter_refused
            20c | MAIL        | 501 syntax             | REJECT    | MESSAGE   | parameter_refused
            20c | MAIL        | 504 5.5.4 not that     | REJECT    | MESSAGE   | parameter_refused
            20d | MAIL        | 599 what               | REJECT    | MESSAGE   | message_refused
            20e | MAIL        | unsayable              | REJECT    | MESSAGE   | message_refused
            21a | RCPT        | 553 5.6.7 no UTF-8     | REJECT    | RECIPIENT | smtputf8_unsupported
            21a | RCPT        | not offered            | REJECT    | RECIPIENT | smtputf8_unsupported
            21g | RCPT        | unsayable              | REJECT    | RECIPIENT | recipient_refused
            21b | RCPT        | 550 5.2.1 disabled     | REJECT    | RECIPIENT | mailbox_disabled
            21c | RCPT        | 552 5.2.2 full         | REJECT    | RECIPIENT | mailbox_full
            21d | RCPT        | 550 5.1.1 nobody       | REJECT    | RECIPIENT | mailbox_unknown
            21d | RCPT        | 556 5.1.10 null MX     | REJECT    | RECIPIENT | mailbox_unknown
            21d | RCPT        | 554 5.1.2 no domain    | REJECT    | RECIPIENT | mailbox_unknown
            21e | RCPT        | 550 nobody             | REJECT    | RECIPIENT | mailbox_unknown
            21e | RCPT        | 551 moved              | REJECT    | RECIPIENT | mailbox_unknown
            21e | RCPT        | 553 bad name           | REJECT    | RECIPIENT | mailbox_unknown
            21e | RCPT        | 556 no mail there      | REJECT    | RECIPIENT | mailbox_unknown
            21f | RCPT        | 501 syntax             | REJECT    | RECIPIENT | recipient_refused
            22a | RCPT        | 452 4.2.2 full         | RETRY     | RECIPIENT | mailbox_full
            22b | RCPT        | 450 greylisted         | RETRY     | RECIPIENT | recipient_deferred
            22b | RCPT        | 451 4.7.1 greylisted   | RETRY     | RECIPIENT | recipient_deferred
            22b | RCPT        | 452 4.3.1 no space     | RETRY     | RECIPIENT | recipient_deferred
            23  | RCPT        | 452 4.5.3 too many     | RETRY     | RECIPIENT | too_many_recipients
            23  | RCPT        | 552 too many           | RETRY     | RECIPIENT | too_many_recipients
            23  | RCPT        | 550 5.5.3 too many     | RETRY     | RECIPIENT | too_many_recipients
            24  | RCPT        | 550 5.7.1 no relaying  | REJECT    | RECIPIENT | relay_denied
            24  | RCPT        | 554 policy             | REJECT    | RECIPIENT | relay_denied
            25a | DATA        | 503 5.5.1 no recipient | REJECT    | MESSAGE   | no_valid_recipients
            25a | DATA        | 554 no recipients      | REJECT    | MESSAGE   | no_valid_recipients
            25b | DATA        | 451 later              | RETRY     | MESSAGE   | deferred
            25c | DATA        | 554 5.7.1 no           | REJECT    | MESSAGE   | message_refused
            25c | DATA        | 550 no                 | REJECT    | MESSAGE   | message_refused
            26a | BODY        | closed                 | FAILOVER  | PORT      | connection_lost
            26a | BODY        | timeout                | FAILOVER  | PORT      | connection_lost
            26a | MAIL        | closed                 | FAILOVER  | PORT      | connection_lost
            26a | RCPT        | timeout                | FAILOVER  | PORT      | connection_lost
            26a | DATA        | closed                 | FAILOVER  | PORT      | connection_lost
            26b | MAIL        | 250 what               | FAILOVER  | PORT      | garbled_reply
            26b | RCPT        | garbled                | FAILOVER  | PORT      | garbled_reply
            26b | BODY        | 250 what               | FAILOVER  | PORT      | garbled_reply
            27  | END_OF_DATA | 250 2.0.0 queued as X  | ACCEPTED  | MESSAGE   | accepted
            27  | END_OF_DATA | 299 what               | ACCEPTED  | MESSAGE   | accepted
            28a | END_OF_DATA | 421 4.3.2 bye          | RETRY     | RELAY     | relay_closing
            28b | END_OF_DATA | 451 4.7.1 later        | RETRY     | MESSAGE   | deferred
            28b | END_OF_DATA | 452 4.3.1 full         | RETRY     | MESSAGE   | deferred
            28b | BODY        | 452 4.3.1 full         | RETRY     | MESSAGE   | deferred
            29a | END_OF_DATA | 552 too large          | REJECT    | MESSAGE   | message_too_large
            29a | BODY        | 552 5.3.4 too large    | REJECT    | MESSAGE   | message_too_large
            29b | END_OF_DATA | 554 5.6.0 bad MIME     | REJECT    | MESSAGE   | content_refused
            29e | END_OF_DATA | 554 5.7.1 spam         | REJECT    | MESSAGE   | policy_refused
            29e | END_OF_DATA | 552 5.7.0 attachment   | REJECT    | MESSAGE   | policy_refused
            29b | BODY        | 552 5.6.0 malformed    | REJECT    | MESSAGE   | content_refused
            29c | END_OF_DATA | 550 spam               | REJECT    | MESSAGE   | policy_refused
            29d | END_OF_DATA | 571 no                 | REJECT    | MESSAGE   | message_refused
            30  | END_OF_DATA | timeout                | UNCERTAIN | MESSAGE   | in_doubt
            30  | END_OF_DATA | closed                 | UNCERTAIN | MESSAGE   | in_doubt
            30  | END_OF_DATA | unknown                | UNCERTAIN | MESSAGE   | in_doubt
            31  | END_OF_DATA | garbled                | UNCERTAIN | MESSAGE   | in_doubt_garbled
            31  | END_OF_DATA | 354 go on              | UNCERTAIN | MESSAGE   | in_doubt_garbled
            32  | QUIT        | closed                 | ACCEPTED  | MESSAGE   | accepted
            32  | QUIT        | 421 bye                | ACCEPTED  | MESSAGE   | accepted
            32  | QUIT        | 550 what               | ACCEPTED  | MESSAGE   | accepted
            40  | CONNECT     | no connection free     | RETRY     | RELAY     | no_connection_free
            43  | CONNECT     | no turn                | SLOW      | RELAY     | rate_limited
            41  | CONNECT     | garbled                | RETRY     | MESSAGE   | garbled_reply
            42  | CONNECT     | unknown                | RETRY     | MESSAGE   | unknown_trouble
            42  | MAIL        | unknown                | RETRY     | MESSAGE   | unknown_trouble
            42  | BODY        | unknown                | RETRY     | MESSAGE   | unknown_trouble
            42  | TLS         | 451 what               | RETRY     | MESSAGE   | unknown_trouble
            """;

    private final OutcomeClassifier classifier = new OutcomeClassifier(ReplyRules.none());

    record Case(String row, Trouble trouble, String verdict) {

        static Case parse(String line) {
            String[] cells = line.split("\\|");
            Phase phase = Phase.valueOf(cells[1].strip());
            String verdict =
                    "%s %s %s".formatted(cells[3].strip(), cells[4].strip(), cells[5].strip());
            return new Case(cells[0].strip(), trouble(phase, cells[2].strip()), verdict);
        }

        private static Trouble trouble(Phase phase, String seen) {
            return SmtpReply.parse(seen)
                    .map(reply -> Trouble.reply(phase, reply))
                    .orElseGet(() -> Trouble.of(phase, symptom(seen), "seen"));
        }

        private static Symptom symptom(String words) {
            return Symptom.valueOf(words.toUpperCase(Locale.ROOT).replace(' ', '_'));
        }

        @Override
        public String toString() {
            return "%s: %s %s"
                    .formatted(
                            row,
                            trouble.phase().label(),
                            trouble.reply() == null ? trouble.symptom() : trouble.reply());
        }
    }

    static Stream<Case> cases() {
        return CASES.lines().map(Case::parse);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void row(Case expected) {
        Explanation explanation = classifier.decide(expected.trouble());

        Outcome outcome = explanation.outcome();
        assertThat(explanation.decidedBy()).isEqualTo("row " + expected.row());
        assertThat("%s %s %s".formatted(outcome.outcomeClass(), outcome.scope(), outcome.reason()))
                .isEqualTo(expected.verdict());
        assertThat(outcome.phase()).isEqualTo(expected.trouble().phase());
        assertThat(outcome.detail()).startsWith(expected.trouble().phase().label() + ": ");
    }

    @Test
    void every_row_of_the_table_is_reached_by_a_case_above() {
        List<String> rows =
                DecisionTable.ROWS.all().stream()
                        .map(row -> row.source().substring("row ".length()))
                        .toList();

        assertThat(cases().map(Case::row).distinct().toList()).hasSameElementsAs(rows);
        assertThat(rows).doesNotHaveDuplicates();
    }
}
