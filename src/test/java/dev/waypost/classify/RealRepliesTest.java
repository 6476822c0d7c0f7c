package dev.waypost.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.smtp.Phase;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What relays in wide use answer to too much, to what they do not carry, and to an account that may
 * not send at all, word for word as they or their users publish it: the class, the reason, and how
 * long it is waited at least. The last column says where it is found. Mailjet publishes no reply to
 * too much, nor does anybody who uses it; Postmark and Brevo take it and say so elsewhere ({@code
 * docs/providers.md}).
 */
class RealRepliesTest {

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    Amazon SES    | MAIL        | 454 Throttling failure: Maximum sending rate exceeded | SLOW rate_limited | | docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html
                    Amazon SES    | END_OF_DATA | 454 Throttling failure: Daily message quota exceeded | SLOW quota_exhausted | PT1H | docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html
                    Google        | END_OF_DATA | 550 5.4.5 Daily user sending limit exceeded. | SLOW quota_exhausted | PT1H | simplefastwebsites.com/errors/email/smtp-550-5-4-5-daily-sending-quota-exceeded-gmail
                    Google        | MAIL        | 550 5.4.5 Daily SMTP relay limit exceeded for user. | SLOW quota_exhausted | PT1H | support.google.com/a/answer/2956491
                    Google        | MAIL        | 550 5.7.1 Daily SMTP relay limit exceeded for customer | SLOW quota_exhausted | PT1H | support.google.com/a/answer/2956491
                    Google        | MAIL        | 450 4.2.1 Peak SMTP relay limit exceeded for customer | SLOW quota_exhausted | PT10M | support.google.com/a/answer/2956491
                    Google        | RCPT        | 450 4.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages from being delivered. | RETRY recipient_limited | | support.google.com/mail/answer/3726730
                    Microsoft 365 | MAIL        | 432 4.3.2 Concurrent connections limit exceeded. | SLOW too_many_connections | | learn.microsoft.com/exchange/troubleshoot/send-emails/smtp-submission-improvements
                    Microsoft 365 | END_OF_DATA | 432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded. | SLOW too_many_connections | | techcommunity.microsoft.com, changes coming to the SMTP authenticated submission client
                    Microsoft 365 | END_OF_DATA | 554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException | SLOW quota_exhausted | PT1H | learn.microsoft.com/exchange/troubleshoot/send-emails/smtp-submission-improvements
                    Microsoft 365 | END_OF_DATA | 554 5.2.2 mailbox full; STOREDRV.Submission.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded | SLOW quota_exhausted | PT1H | learn.microsoft.com/exchange/troubleshoot/send-emails/smtp-submission-improvements
                    Exchange      | MAIL        | 421 4.3.2 The maximum number of concurrent connections per resource forest has exceeded a limit, closing transmission channel. | SLOW too_many_connections | | smtp.codes/421
                    SendGrid      | AUTH        | 451 Authentication failed: Maximum credits exceeded | SLOW quota_exhausted | PT1H | twilio.com/docs/sendgrid/for-developers/sending-email/smtp-errors-and-troubleshooting
                    Mailgun       | DATA        | 421 Domain example.org is not allowed to send: recipient limit exceeded, try again after Sun, 05 Oct 2025 19:22:44 UTC | SLOW quota_exhausted | PT10M | github.com/coopdevs/timeoverflow/issues/820
                    MailerSend    | END_OF_DATA | 450 Your account reached its email quota limit. Contact support to increase it. #MS42204 | SLOW quota_exhausted | PT10M | github.com/geeksforsocialchange/PlaceCal/issues/2297
                    Zoho          | END_OF_DATA | 550 5.4.6 Unusual sending activity detected. | SLOW quota_exhausted | PT1H | help.zoho.com/portal/en/community/topic/unable-to-send-message-reason-550-5-4-6-unusual-sending-activity-detected
                    OVH           | MAIL        | 421 4.7.0 player771.ha.ovh.net Error: too many errors | RETRY relay_closing | | github.com/claroline/Distribution/issues/2267
                    Plesk         | END_OF_DATA | 554 5.7.0 Your message could not be sent. The limit on the number of allowed outgoing messages was exceeded. Try again later. | SLOW quota_exhausted | PT10M | github.com/zotonic/zotonic/issues/3508
                    outMail       | RCPT        | 554 5.7.1 <ann@example.net>: Recipient address rejected: You have exceeded your Outmail quota. | SLOW quota_exhausted | PT10M | support.prolateral.com, what does SMTP 554 5.7.1 mean
                    Postfix       | MAIL        | 450 4.7.1 Error: too much mail from 192.0.2.1 | SLOW rate_limited | | Postfix, src/smtpd/smtpd.c, mail_cmd
                    Postfix       | RCPT        | 450 4.7.1 <shop@example.org>: Sender address rejected: Deferring: Too many messages from sender in last 60 | SLOW rate_limited | | pastebin.com/V80548k6
                    Postfix       | END_OF_DATA | 450 4.7.1 <END-OF-MESSAGE>: End-of-data rejected: Sorry, too many requests per time unit | SLOW rate_limited | | github.com/goauthentik/authentik/issues/10720
                    Exim          | RCPT        | 550 Domain example.org has exceeded the max defers and failures per hour (5/5 (100%)) allowed. | SLOW quota_exhausted | PT10M | thiswebhost.com/clients/knowledgebase/554
                    GoDaddy       | END_OF_DATA | 552 C13ypH3DXQO9CC140p6S9y Message would take you over your relay quota of 500 Current quota used: 487 | SLOW quota_exhausted | PT10M | github.com/WWBN/AVideo/issues/7527
                    GoDaddy       | MAIL        | 421 Connection refused, too many sessions from 192.0.2.1. Please lower the number of concurrent sessions. | SLOW too_many_connections | | smtp.codes/421
                    SocketLabs    | AUTH        | 421 4.4.5 - Too many connections from your host | SLOW too_many_connections | | help.socketlabs.com/docs/smtp-server-restrictions
                    Yahoo         | MAIL        | 421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints | SLOW rate_limited | PT10M | smtpfieldmanual.com/provider/yahoo/421/4.7.0
                    Yandex        | END_OF_DATA | 451 4.5.1 The recipient <ann@example.org> has exceeded their message rate limit. Try again later. | RETRY recipient_limited | | pastebin.com/pEBS5hy4
                    Exchange      | MAIL        | 452 4.3.2 Connection rate limit exceeded. | SLOW too_many_connections | | github.com/sisimai/p5-sisimai/issues/466
                    Gmail         | MAIL        | 421 4.7.0 Our system has detected an unusual rate of unsolicited mail originating from your IP address. | SLOW rate_limited | PT10M | github.com/sisimai/p5-sisimai/issues/466
                    Junara        | MAIL        | 451 You've reached your sending limit. Don't worry you can send again soon. | SLOW quota_exhausted | PT10M | support.junara.com/hc/en-au/articles/13986538738063
                    Emailit       | MAIL        | 452 4.4.5 Messages per second limit exceeded | SLOW rate_limited | | emailit.com/docs/smtp/troubleshooting
                    Emailit       | MAIL        | 452 4.5.3 Daily message limit exceeded | SLOW quota_exhausted | PT1H | emailit.com/docs/smtp/troubleshooting
                    Brevo         | DATA        | 502 5.7.0 Your SMTP account is not yet activated. Please contact us at contact@brevo.com to request activation. | HALT account_disabled | | github.com/supabase/agent-skills/issues/133
                    Brevo         | DATA        | 450 Your SMTP account is not yet activated. Please contact us at contact@sendinblue.com to request activation. | HALT account_disabled | | github.com/unicode-Ind, UpShare, README.md
                    Brevo         | MAIL        | 502 5.7.0 Please authenticate first | HALT auth_required | | github.com/frappe/frappe/issues/38806
                    Amazon SES    | MAIL        | 421 Too many concurrent SMTP connections | SLOW too_many_connections | | docs.aws.amazon.com/ses/latest/DeveloperGuide/smtp-response-codes.html
                    Google        | MAIL        | 421 4.3.0 Temporary System Problem.  Try again later (10). | RETRY relay_closing | | github.com/fastify/help/issues/800
                    Microsoft 365 | MAIL        | 450 4.7.3 Organization queue quota exceeded. | SLOW rate_limited | | github.com/ActiveCampaign/smtp-field-manual/issues/42
                    Microsoft 365 | END_OF_DATA | 554 User shop@example.org has exceeded its 24-hour sending limit. Messages to 25 recipients out of 25 | SLOW quota_exhausted | PT1H | github.com/nodemailer/nodemailer/issues/1137, without its code
                    Mailgun       | DATA        | 420 Domain mail.example.org is not allowed to send: recipient limit exceeded, try again after Mon, 25 Aug 2025 07:00:31 UTC | SLOW quota_exhausted | PT10M | github.com/mailgun/mailgun-java/issues/50
                    SendGrid      | RCPT        | 452 Too many recipients received this hour (throttled) | SLOW quota_exhausted | PT10M | sendgrid.com/docs/API_Reference/SMTP_API/errors_and_troubleshooting.html
                    OVH           | END_OF_DATA | 550 sorry, too many emails (#5.7.1) | SLOW rate_limited | | github.com/aschroder/Magento-SMTP-Pro-Email-Extension/issues/94, without its code
                    GMX           | RCPT        | 550 Requested action not taken: mailbox unavailable Failure sending mail. Try again later. | SLOW rate_limited | PT10M | github.com/nodemailer/nodemailer/issues/1555
                    Migadu        | END_OF_DATA | 554 5.7.1 Reached address outgoing limits for shop@example.org | SLOW quota_exhausted | PT10M | github.com/freescout-help-desk/freescout/issues/4005
                    StartMail     | END_OF_DATA | 550 5.7.1 Your mail limit has been reached. | SLOW quota_exhausted | PT10M | support.startmail.com/hc/de/articles/360006737337
                    Tencent       | END_OF_DATA | 550 Sender frequency limited. | SLOW rate_limited | | github.com/ActiveCampaign/smtp-field-manual, data/codes/550.json
                    Mailu         | RCPT        | 450 4.7.1 <shop@example.org>: Sasl login name rejected: You are sending too many emails too fast. | SLOW rate_limited | | github.com/Mailu/Mailu/issues/2416, without its code
                    Purelymail    | RCPT        | 450 4.3.2 Please wait to send more emails, or contact support for a rate limit increase. | SLOW rate_limited | | github.com/Purelymail/purelymail-issues/issues/262
                    unnamed       | END_OF_DATA | 550 send spam mail rejected: exceeded hour limit | SLOW quota_exhausted | PT10M | github.com/gophish/gophish/issues/3231
                    Yandex        | RCPT        | 450 4.2.1 The recipient has exceeded message rate limit. Try again later. | RETRY recipient_limited | | github.com/ActiveCampaign/smtp-field-manual, data/codes/450.json
                    Comcast       | RCPT        | 452 4.1.1 <ann@example.net> user over quota | RETRY mailbox_full | | github.com/ActiveCampaign/smtp-field-manual, data/codes/452.json
                    cloud4u       | AUTH        | 550 Too many messages. Try again in 92 seconds. | SLOW rate_limited | PT1M32S | client.cloud4u.com/index.php/knowledgebase/1041
                    Exim          | MAIL        | 451 Sender rate 5.8 / 1s | SLOW rate_limited | | Exim 4.96, spec.txt, "Ratelimiting incoming messages"
                    Exim          | RCPT        | 550 Sender rate 120.3 / 1h | SLOW quota_exhausted | PT10M | Exim 4.96, spec.txt, "Ratelimiting incoming messages"
                    Exim          | MAIL        | 450 Sender rate 1200.0 / 1d | SLOW quota_exhausted | PT1H | Exim 4.96, spec.txt, "Ratelimiting incoming messages"
                    Exim          | MAIL        | 451 Sorry, too busy. Try again later. | SLOW rate_limited | | Exim 4.96, spec.txt, "Ratelimiting incoming messages"
                    Exim          | MAIL        | 421 too many messages in this connection | SLOW session_limit | | Exim 4.96, smtp_accept_max_per_connection, as answered
                    Exim          | RCPT        | 452 too many recipients | RETRY too_many_recipients | | Exim 4.96, recipients_max, as answered
                    Exim          | RCPT        | 550 relay not permitted | REJECT relay_denied | | Exim 4.96, configure.default, acl_check_rcpt
                    Exim          | RCPT        | 550 Administrative prohibition | REJECT relay_denied | | Exim 4.96, a deny without a message, as answered
                    Exim          | RCPT        | 550 Sender verify failed | REJECT sender_unverified | | Exim 4.96, require verify = sender, as answered
                    Exim          | RCPT        | 550 Unrouteable address | REJECT mailbox_unknown | | Exim 4.96, as answered
                    OpenSMTPD     | MAIL        | 452 4.5.3 Too many recipients: Too many messages sent | SLOW session_limit | | OpenSMTPD 6.8.0p2, the 101st mail of a session, as answered
                    OpenSMTPD     | RCPT        | 451 4.5.3 Too many recipients: Too many recipients | RETRY too_many_recipients | | OpenSMTPD 6.8.0p2, as answered
                    OpenSMTPD     | RCPT        | 524 5.2.4 Mailing list expansion problem: <ann@example.net> | REJECT mailbox_unknown | | OpenSMTPD 6.8.0p2, an address that a virtual table lacks, as answered
                    OpenSMTPD     | END_OF_DATA | 554 5.3.4 Message too big for system: Transaction failed, message too big | REJECT message_too_large | | OpenSMTPD 6.8.0p2, as answered
                    sendmail      | RCPT        | 553 5.1.8 <shop@example.org>... Domain of sender address shop@example.org does not exist | REJECT sender_unverified | | sendmail 8.17.1, FEATURE(delay_checks)
                    sendmail      | RCPT        | 550 5.7.1 <ann@example.net>... Relaying denied. Proper authentication required. | HALT auth_required | | sendmail 8.17.1, cf/m4/proto.m4
                    sendmail      | MAIL        | 552 5.2.3 Message size exceeds fixed maximum message size (409600) | REJECT message_too_large | | sendmail 8.17.1, srvrsmtp.c
                    Courier       | RCPT        | 513 Relaying denied. | REJECT relay_denied | | Courier 1.0.16, courieresmtpd
                    Courier       | RCPT        | 531 Too many recipients. | RETRY too_many_recipients | | Courier 1.0.16, courieresmtpd
                    Courier       | MAIL        | 523 Message length (500000 bytes) exceeds administrative limit(400000). | REJECT message_too_large | | Courier 1.0.16, courieresmtpd
                    Haraka        | MAIL        | 550 Message too big! | REJECT message_too_large | | Haraka 3, connection.js
                    Haraka        | RCPT        | 550 I cannot deliver mail for {ann@example.net} | REJECT relay_denied | | Haraka 3, connection.js
                    aiosmtpd      | END_OF_DATA | 552 Error: Too much mail data | REJECT message_too_large | | aiosmtpd 1.4.3, smtp.py
                    postfwd       | RCPT        | 554 5.7.1 Number messages per hour exceeded | SLOW quota_exhausted | PT10M | git.oopen.de/install/mailsystem, README.default-rate-limits
                    postfwd       | RCPT        | 450 4.7.1 only 5 recipients per 5 minutes allowed | SLOW rate_limited | | git.oopen.de/install/mailsystem, README.default-rate-limits
                    """)
    void each_comes_to_its_own_ending(
            String relay, Phase phase, String reply, String verdict, Duration wait, String source) {
        Outcome outcome =
                new OutcomeClassifier(ReplyRules.shipped()).explain(phase, reply).outcome();

        assertThat(outcome.outcomeClass() + " " + outcome.reason()).isEqualTo(verdict);
        assertThat(outcome.retryAfter()).isEqualTo(wait);
        assertThat(source).isNotBlank();
    }
}
