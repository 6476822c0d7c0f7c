package dev.waypost.classify;

import dev.waypost.smtp.Trouble;
import java.util.List;

/**
 * What each trouble means, in the order of the dialogue; the first row that matches decides, and
 * the last one matches anything. Columns: row, phases, signal (symptoms or reply patterns), class,
 * scope, reason. Code beats text: the text of a reply is never looked at here, only in the rules.
 * docs/outcomes.md is the commented form; a test holds the two together.
 */
final class DecisionTable {

    private static final String TEXT =
            """
            # We went away ourselves: nobody's fault, in whatever phase.
            0   | any                    | abandoned                     | HALT      | RELAY     | stopping

            # The name and the connection: nothing was said yet, another port may do.
            1a  | RESOLVE CONNECT        | unknown host                  | FAILOVER  | RELAY     | host_unknown
            1b  | RESOLVE                | timeout, unreachable, refused | FAILOVER  | RELAY     | host_unknown
            2a  | CONNECT                | refused                       | FAILOVER  | PORT      | port_refused
            2b  | CONNECT                | timeout                       | FAILOVER  | PORT      | port_blocked
            2c  | CONNECT                | unreachable, closed           | FAILOVER  | PORT      | port_unreachable
            3a  | GREETING               | timeout, closed               | FAILOVER  | PORT      | no_greeting
            3b  | GREETING               | garbled                       | FAILOVER  | PORT      | bad_greeting
            3c  | EHLO STARTTLS          | timeout, closed               | FAILOVER  | PORT      | connection_lost
            3d  | EHLO STARTTLS TLS AUTH | garbled                       | FAILOVER  | PORT      | garbled_reply
            4a  | TLS                    | wrong tls mode                | FAILOVER  | PORT      | port_wants_starttls
            4b  | GREETING EHLO STARTTLS | wrong tls mode                | FAILOVER  | PORT      | port_wants_implicit_tls
            5   | GREETING               | 421                           | FAILOVER  | PORT      | too_many_connections
            6   | GREETING EHLO          | 4yz                           | FAILOVER  | PORT      | turned_away_for_now
            7   | GREETING               | 5yz                           | FAILOVER  | PORT      | turned_away
            8   | EHLO                   | 5yz                           | FAILOVER  | PORT      | ehlo_refused

            # TLS: never given up for plaintext (RFC 8314 section 3, RFC 3207 section 6).
            9   | STARTTLS               | not offered                   | FAILOVER  | PORT      | tls_stripped
            10  | STARTTLS               | 4yz, 5yz                      | FAILOVER  | PORT      | tls_unavailable
            11a | TLS                    | untrusted                     | FAILOVER  | PORT      | tls_untrusted
            11b | TLS                    | handshake failed              | FAILOVER  | PORT      | tls_handshake_failed
            11c | TLS                    | timeout, closed               | FAILOVER  | PORT      | tls_no_answer

            # The login (RFC 4954 section 6): the ports share it, so no other port may help.
            12a | AUTH                   | 525                           | HALT      | RELAY     | account_disabled
            12b | AUTH                   | 530                           | HALT      | RELAY     | auth_required
            12c | AUTH                   | 504, 534, 538                 | HALT      | RELAY     | auth_mechanism_refused
            12d | AUTH                   | 5yz                           | HALT      | RELAY     | auth_failed
            # The token server (RFC 6749 section 5.2) speaks for the login where there is one.
            12e | AUTH                   | token refused                 | HALT      | RELAY     | token_refused
            13a | AUTH                   | 4yz                           | SLOW      | RELAY     | auth_unavailable
            13b | AUTH                   | no token                      | SLOW      | RELAY     | token_unavailable
            14  | AUTH                   | timeout, closed               | FAILOVER  | PORT      | connection_lost
            15  | EHLO AUTH              | not offered                   | FAILOVER  | PORT      | auth_not_offered

            # RFC 5321 section 3.8: 421 ends the session; nothing of this transaction was taken.
            16a | MAIL RCPT DATA         | 421                           | RETRY     | RELAY     | relay_closing
            16b | MAIL                   | 4yz                           | RETRY     | MESSAGE   | deferred
            # RFC 4954 section 6: any command may be answered so when a login is missing.
            17  | MAIL RCPT DATA         | 530                           | HALT      | RELAY     | auth_required
            18a | MAIL                   | 5.1.7, 5.1.8, 5.7.1           | REJECT    | MESSAGE   | sender_unverified
            19a | MAIL                   | too large                     | REJECT    | MESSAGE   | message_too_large
            # 552 is the code of a size; a status that says something else is more exact.
            19d | MAIL                   | 552 5.7.*                     | REJECT    | MESSAGE   | policy_refused
            19b | MAIL                   | 552                           | REJECT    | MESSAGE   | message_too_large
            19c | MAIL RCPT DATA         | 5.3.4                         | REJECT    | MESSAGE   | message_too_large
            20a | MAIL                   | not offered                   | REJECT    | MESSAGE   | smtputf8_unsupported
            20b | MAIL                   | 5.6.7                         | REJECT    | MESSAGE   | smtputf8_unsupported
            20c | MAIL                   | 501, 504, 555, 5.5.4          | REJECT    | MESSAGE   | parameter_refused
            20e | MAIL                   | unsayable                     | REJECT    | MESSAGE   | message_refused
            18b | MAIL                   | 550, 553, 554                 | REJECT    | MESSAGE   | sender_unverified
            20d | MAIL                   | 5yz                           | REJECT    | MESSAGE   | message_refused

            # Recipients, one by one. RFC 5321 section 4.5.3.1.10: 552 here means 452.
            23  | RCPT                   | 4.5.3, 5.5.3, 552 -           | RETRY     | RECIPIENT | too_many_recipients
            22a | RCPT                   | 4.2.2                         | RETRY     | RECIPIENT | mailbox_full
            22b | RCPT                   | 4yz                           | RETRY     | RECIPIENT | recipient_deferred
            21a | RCPT                   | not offered, 5.6.7            | REJECT    | RECIPIENT | smtputf8_unsupported
            21b | RCPT                   | 5.2.1                         | REJECT    | RECIPIENT | mailbox_disabled
            21c | RCPT                   | 5.2.2                         | REJECT    | RECIPIENT | mailbox_full
            21d | RCPT                   | 5.1.*                         | REJECT    | RECIPIENT | mailbox_unknown
            24  | RCPT                   | 5.7.*, 554                    | REJECT    | RECIPIENT | relay_denied
            21e | RCPT                   | 550, 551, 553, 556            | REJECT    | RECIPIENT | mailbox_unknown
            21g | RCPT                   | unsayable                     | REJECT    | RECIPIENT | recipient_refused
            21f | RCPT                   | 5yz                           | REJECT    | RECIPIENT | recipient_refused

            # DATA and the message. A message without its dot must be dropped: no doubt yet.
            25a | DATA                   | 503, 554 -, 5.5.1             | REJECT    | MESSAGE   | no_valid_recipients
            25b | DATA                   | 4yz                           | RETRY     | MESSAGE   | deferred
            25c | DATA                   | 5yz                           | REJECT    | MESSAGE   | message_refused
            26a | MAIL RCPT DATA BODY    | timeout, closed, unreachable  | FAILOVER  | PORT      | connection_lost
            26b | MAIL RCPT DATA BODY    | garbled                       | FAILOVER  | PORT      | garbled_reply

            # The dot. RFC 5321 section 6.1, RFC 1047: without a reply nobody knows.
            27  | END_OF_DATA            | 2yz                           | ACCEPTED  | MESSAGE   | accepted
            28a | BODY END_OF_DATA       | 421                           | RETRY     | RELAY     | relay_closing
            28b | BODY END_OF_DATA       | 4yz                           | RETRY     | MESSAGE   | deferred
            29b | BODY END_OF_DATA       | 5.6.*                         | REJECT    | MESSAGE   | content_refused
            29e | BODY END_OF_DATA       | 5.7.*                         | REJECT    | MESSAGE   | policy_refused
            29a | BODY END_OF_DATA       | 552, 5.3.4                    | REJECT    | MESSAGE   | message_too_large
            29c | BODY END_OF_DATA       | 550, 554                      | REJECT    | MESSAGE   | policy_refused
            29d | BODY END_OF_DATA       | 5yz                           | REJECT    | MESSAGE   | message_refused
            31  | END_OF_DATA            | garbled                       | UNCERTAIN | MESSAGE   | in_doubt_garbled
            30  | END_OF_DATA            | anything                      | UNCERTAIN | MESSAGE   | in_doubt
            32  | QUIT                   | anything                      | ACCEPTED  | MESSAGE   | accepted

            # Everything else is transient.
            40  | any                    | no connection free            | RETRY     | RELAY     | no_connection_free
            43  | any                    | no turn                       | SLOW      | RELAY     | rate_limited
            41  | any                    | garbled                       | RETRY     | MESSAGE   | garbled_reply
            42  | any                    | anything                      | RETRY     | MESSAGE   | unknown_trouble
            """;

    static final List<Row> ROWS =
            TEXT.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Row::parse)
                    .toList();

    private DecisionTable() {}

    /** The row that decides; there always is one. */
    static Row rowFor(Trouble trouble) {
        return ROWS.stream().filter(row -> row.matches(trouble)).findFirst().orElseThrow();
    }
}
