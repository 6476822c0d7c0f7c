package dev.waypost.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.classify.OutcomeClassifier.Explanation;
import dev.waypost.smtp.Phase;
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
            END_OF_DATA | 450 The given data was invalid.                       | REJECT content_refused
            MAIL        | 550 Unconfigured Sending Domain                       | HALT sender_unverified
            RCPT        | 254 Recipient address is suppressed                   | REJECT suppressed
            RCPT        | 250 2.1.5 ok, but on the suppression list             | REJECT suppressed
            RCPT        | 450 4.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages | RETRY recipient_limited
            RCPT        | 550 5.2.1 The user you are trying to contact is receiving mail too quickly | RETRY recipient_limited
            END_OF_DATA | 451 4.5.1 The recipient <ann@example.org> has exceeded their message rate limit. Try again later. | RETRY recipient_limited
            RCPT        | 451 4.7.1 Too many messages to this recipient, try later | RETRY recipient_limited
            RCPT        | 421 4.7.0 too many mails for the domain in one hour   | RETRY recipient_limited
            END_OF_DATA | 451 4.7.1 destination domain rate limit exceeded      | RETRY recipient_limited
            MAIL        | 452 4.2.2 over quota                                  | RETRY mailbox_full
            END_OF_DATA | 452 mailbox over quota                                | RETRY mailbox_full
            RCPT        | 452 4.2.2 mailbox over quota                          | RETRY mailbox_full
            END_OF_DATA | 552 5.2.2 user is over quota                          | REJECT mailbox_full
            RCPT        | 554 mailbox of the recipient: quota exceeded          | REJECT mailbox_full
            RCPT        | 452 too many recipients                               | RETRY too_many_recipients
            RCPT        | 524 5.2.4 Mailing list expansion problem: <ann@example.org> | REJECT mailbox_unknown
            MAIL        | 550 Message too big!                                  | REJECT message_too_large
            MAIL        | 534 SIZE=Message too big.                             | REJECT message_too_large
            END_OF_DATA | 523 Message length (500000 bytes) exceeds administrative limit(400000). | REJECT message_too_large
            END_OF_DATA | 552 Error: Too much mail data                         | REJECT message_too_large
            MAIL        | 452 4.5.3 Too many recipients: Too many messages sent | SLOW session_limit
            MAIL        | 451 Sender rate 5.8 / 1s                              | SLOW rate_limited
            MAIL        | 451 Sender rate 500.0 / 5m                            | SLOW rate_limited
            RCPT        | 550 Sender rate 120.3 / 1h                            | SLOW quota_exhausted
            RCPT        | 550 Sender rate 1200.0 / 1d                           | SLOW quota_exhausted
            MAIL        | 451 Sorry, too busy. Try again later.                 | SLOW rate_limited
            RCPT        | 450 too many recipients today                         | SLOW rate_limited
            RCPT        | 450 too many recipients received                      | SLOW rate_limited
            RCPT        | 550 Sender verify failed                              | REJECT sender_unverified
            RCPT        | 553 5.1.8 Domain of sender address shop@example.org does not exist | REJECT sender_unverified
            RCPT        | 550 relay not permitted                               | REJECT relay_denied
            RCPT        | 550 Administrative prohibition                        | REJECT relay_denied
            RCPT        | 550 I cannot deliver mail for {ann@example.org}       | REJECT relay_denied
            AUTH        | 451 Authentication failed: Maximum credits exceeded   | SLOW quota_exhausted
            AUTH        | 550 Too many messages. Try again in 92 seconds.       | SLOW rate_limited
            AUTH        | 454 4.7.0 Too many login attempts, please try again later. | SLOW too_many_logins
            AUTH        | 421 Too many auth failures, try again later           | SLOW too_many_logins
            AUTH        | 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information. | HALT login_not_allowed
            AUTH        | 535 5.7.139 Authentication unsuccessful, basic authentication is disabled. | HALT login_not_allowed
            AUTH        | 535 5.7.139 Authentication unsuccessful, the user credentials were incorrect. | HALT auth_failed
            AUTH        | 534 5.7.14 Please log in via your web browser and then try again. | HALT login_not_allowed
            AUTH        | 535 too many failed logins                            | SLOW too_many_logins
            DATA        | 452 4.4.5 Maximum number of messages per session exceeded. | SLOW session_limit
            MAIL        | 421 4.7.0 too many messages in this connection        | SLOW session_limit
            MAIL        | 421 too many connections                              | SLOW too_many_connections
            MAIL        | 421 4.3.2 The maximum number of concurrent connections has exceeded a limit, closing transmission channel | SLOW too_many_connections
            END_OF_DATA | 432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded | SLOW too_many_connections
            END_OF_DATA | 550 5.4.5 Daily user sending limit exceeded.          | SLOW quota_exhausted
            RCPT        | 550 5.4.5 Recipient address rejected: Domain Sending Quota Exceeded | SLOW quota_exhausted
            END_OF_DATA | 550 5.1.90 Your message can't be sent because you've reached your daily limit for message recipients | SLOW quota_exhausted
            RCPT        | 550 5.7.232 Your message can't be sent because your tenant exceeded its threshold | SLOW quota_exhausted
            RCPT        | 550 5.7.233 Your message can't be sent: trial tenant  | SLOW quota_exhausted
            END_OF_DATA | 554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; Failed to process message | SLOW quota_exhausted
            END_OF_DATA | 454 Throttling failure: Daily message quota exceeded. | SLOW quota_exhausted
            DATA        | 554 5.7.1 <DATA>: Data command rejected: only 10 messages per day | SLOW quota_exhausted
            END_OF_DATA | 550 User has exceeded its 24-hour sending limit. Messages to 25 recipients out of 25 | SLOW quota_exhausted
            MAIL        | 452 4.5.3 Daily message limit exceeded                | SLOW quota_exhausted
            MAIL        | 550 limit of 3000 mails/month reached                 | SLOW quota_exhausted
            RCPT        | 550 Domain example.com has exceeded the max emails per hour (150/100 (150%)) allowed. Message discarded. | SLOW quota_exhausted
            MAIL        | 451 Sender rate 120.0 / 1h exceeded                   | SLOW quota_exhausted
            RCPT        | 554 5.7.1 Number messages per hour exceeded           | SLOW quota_exhausted
            MAIL        | 550 only 120 mails an hour                            | SLOW quota_exhausted
            RCPT        | 550 hourly sending limit reached                      | SLOW quota_exhausted
            END_OF_DATA | 552 Message would take you over your relay quota of 500 Current quota used: 487 | SLOW quota_exhausted
            END_OF_DATA | 550 You've reached your sending limit.                | SLOW quota_exhausted
            MAIL        | 550 5.7.1 account sending limit reached               | SLOW quota_exhausted
            MAIL        | 550 exceeded your plan's email limit                  | SLOW quota_exhausted
            RCPT        | 554 5.7.1 Policy rejection: quota exceeded            | SLOW quota_exhausted
            MAIL        | 550 insufficient credits                              | SLOW quota_exhausted
            END_OF_DATA | 554 5.7.0 The limit on the number of allowed outgoing messages was exceeded. | SLOW quota_exhausted
            END_OF_DATA | 550 5.4.6 Unusual sending activity detected. Please try after sometime | SLOW quota_exhausted
            END_OF_DATA | 554 5.2.2 mailbox full; STOREDRV.Submission.Exception:QuotaExceededException | SLOW quota_exhausted
            MAIL        | 421 4.7.0 [TSS04] Messages temporarily deferred due to unexpected volume | SLOW rate_limited
            END_OF_DATA | 421 4.7.28 Our system has detected an unusual rate of unsolicited mail | SLOW rate_limited
            MAIL        | 454 Throttling failure: Maximum sending rate exceeded. | SLOW rate_limited
            END_OF_DATA | 451 4.7.1 You are being throttled                     | SLOW rate_limited
            RCPT        | 550 Failure sending mail. Try again later.            | SLOW rate_limited
            END_OF_DATA | 550 Sender frequency limited                          | SLOW rate_limited
            RCPT        | 451 4.7.1 Ratelimit "user" exceeded                   | SLOW rate_limited
            END_OF_DATA | 451 4.7.1 Ratelimit "user" exceeded                   | SLOW rate_limited
            MAIL        | 451 4.7.1 Rate limit exceeded                         | SLOW rate_limited
            END_OF_DATA | 554 5.7.1 rate limit exceeded                         | SLOW rate_limited
            MAIL        | 421 4.4.2 Message submission rate for this client has exceeded the configured limit | SLOW rate_limited
            MAIL        | 452 4.4.5 Messages per second limit exceeded          | SLOW rate_limited
            MAIL        | 550 only 30 messages per minute                       | SLOW rate_limited
            MAIL        | 450 4.7.1 too many messages from you                  | SLOW rate_limited
            RCPT        | 450 4.7.1 Sender address rejected: Deferring: Too many messages from sender in last 60 | SLOW rate_limited
            MAIL        | 450 4.7.1 Error: too much mail from 192.0.2.1         | SLOW rate_limited
            RCPT        | 450 4.7.1 Error: too many recipients from 192.0.2.1   | SLOW rate_limited
            MAIL        | 550 you are sending messages too fast                 | SLOW rate_limited
            MAIL        | 451 over quota                                        | SLOW rate_limited
            RCPT        | 504 5.5.2 <pod-1>: Helo command rejected: need fully-qualified hostname | HALT helo_refused
            RCPT        | 550 Access denied - Invalid HELO name (See RFC2821 4.1.1.1) | HALT helo_refused
            RCPT        | 450 4.7.1 <pod-1>: Helo command rejected: Host not found | SLOW helo_refused
            MAIL        | 550 Unauthenticated senders not allowed               | HALT auth_required
            MAIL        | 554 5.7.1 Client was not authenticated                | HALT auth_required
            RCPT        | 550 Please turn on SMTP Authentication in your mail client | HALT auth_required
            MAIL        | 550 5.7.1 Authentication is required                  | HALT auth_required
            RCPT        | 550 you must authenticate first                       | HALT auth_required
            END_OF_DATA | 550 5.7.705 Access denied, tenant has exceeded threshold | HALT turned_away
            MAIL        | 550 5.7.708 Access denied, traffic not accepted from this IP | HALT turned_away
            END_OF_DATA | 554 Message rejected: Sending paused for this account. | HALT account_disabled
            END_OF_DATA | 554 5.1.8 Email Outgoing Blocked                      | HALT account_disabled
            END_OF_DATA | 550 5.1.8 Access denied, bad outbound sender          | HALT account_disabled
            MAIL        | 550 Your account has been suspended                   | HALT account_disabled
            DATA        | 450 Your SMTP account is not yet activated.           | HALT account_disabled
            END_OF_DATA | 554 Message rejected: Email address is not verified.  | REJECT sender_unverified
            END_OF_DATA | 550 The from address does not match a verified Sender Identity | REJECT sender_unverified
            END_OF_DATA | 550 5.7.60 SMTP; Client does not have permissions to send as this sender | REJECT sender_unverified
            END_OF_DATA | 550 5.7.60 no                                         | REJECT sender_unverified
            """;

    private static final String BY_TABLE =
            """
            AUTH        | 454 4.7.0 Temporary authentication failure | SLOW auth_unavailable
            AUTH        | 535 5.7.3 Authentication unsuccessful   | HALT auth_failed
            RCPT        | 452 4.5.3 Too many recipients           | RETRY too_many_recipients
            RCPT        | 452 4.5.3 Recipient limit exceeded      | RETRY too_many_recipients
            RCPT        | 550 5.2.1 This account is disabled      | REJECT mailbox_disabled
            RCPT        | 550 5.1.1 no such user; try again never | REJECT mailbox_unknown
            RCPT        | 554 5.7.1 Relay access denied           | REJECT relay_denied
            RCPT        | 450 4.2.0 Greylisted, try again in 300 seconds | RETRY recipient_deferred
            GREETING    | 421 Too many concurrent SMTP connections | FAILOVER too_many_connections
            MAIL        | 450 4.1.8 domain not found              | RETRY deferred
            MAIL        | 452 message size limit exceeded         | RETRY deferred
            MAIL        | 552 5.3.4 message size exceeds the limit of your account | REJECT message_too_large
            END_OF_DATA | 552 5.3.4 Message size exceeds fixed limit | REJECT message_too_large
            END_OF_DATA | 552 5.7.0 This message was blocked because its content presents a potential security issue | REJECT policy_refused
            END_OF_DATA | 552 5.3.4 Error: Too much mail data     | REJECT message_too_large
            RCPT        | 451 mailbox is too busy                 | RETRY recipient_deferred
            RCPT        | 550 5.1.1 cannot deliver mail for ann   | REJECT mailbox_unknown
            END_OF_DATA | 550 Administrative prohibition          | REJECT policy_refused
            END_OF_DATA | 552 5.6.0 malformed                     | REJECT content_refused
            MAIL        | 552 5.7.0 not today                     | REJECT policy_refused
            END_OF_DATA | 554 5.4.6 too many hops                 | REJECT policy_refused
            END_OF_DATA | 550 5.7.26 Unauthenticated email from example.org is not accepted due to the domain's DMARC policy | REJECT policy_refused
            END_OF_DATA | 554 5.7.1 Message rejected as spam      | REJECT policy_refused
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
