package dev.waypost.classify;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why something came to what it came to: the closed list of slugs that stand in events, dead
 * letters, metrics and logs. A slug is never renamed; docs/outcomes.md explains them all. Each has
 * a sentence for a person: what it means and what to do.
 */
public enum Reason {
    ACCEPTED("The relay took the message."),

    HOST_UNKNOWN(
            Classification.DNS_FAILURE,
            "The relay's name has no address: check waypost.relay.host and the cluster's DNS."
                    + " Other ports of the same host cannot help."),
    PORT_REFUSED(
            Classification.BAD_CONNECTION,
            "Nothing listens on this port, or a firewall refuses it."),
    PORT_BLOCKED(
            Classification.NO_ANSWER_FROM_HOST,
            "Nothing answered: a firewall, a network policy or the cloud provider drops this port."
                    + " `doctor`, run in the same namespace, shows which ports are open."),
    PORT_UNREACHABLE(
            Classification.BAD_CONNECTION,
            "There is no way to this port: check routes, proxies and network policies."),
    NO_GREETING(
            Classification.NO_ANSWER_FROM_HOST,
            "The port took the connection and said nothing. A port that wants TLS from the first"
                    + " byte is silent too: if this is one (465 mostly is), use smtps: for it."),
    BAD_GREETING(
            Classification.PROTOCOL_ERRORS,
            "What answers on this port does not speak SMTP: check host, port and proxies."),
    PORT_WANTS_STARTTLS(
            Classification.BAD_CONFIGURATION,
            "This port speaks plaintext first, so it seems to want STARTTLS: use smtp: for it, not"
                    + " smtps: (587 and 2525 mostly are such ports)."),
    PORT_WANTS_IMPLICIT_TLS(
            Classification.BAD_CONFIGURATION,
            "This port speaks TLS from the first byte, so it seems to want implicit TLS: use smtps:"
                    + " for it, not smtp: (465 mostly is such a port)."),
    TOO_MANY_CONNECTIONS(
            Classification.TRANSIENT_FAILURE,
            "The relay takes no more connections for now: lower waypost.delivery.connections if"
                    + " this lasts."),
    TURNED_AWAY_FOR_NOW(
            Classification.TRANSIENT_FAILURE, "The relay is not ready on this port for now."),
    TURNED_AWAY(
            Classification.POLICY_RELATED,
            "The relay does not want this machine's connections: its address may be blocked or not"
                    + " on the relay's allow-list."),
    EHLO_REFUSED(
            Classification.PROTOCOL_ERRORS,
            "The relay refuses EHLO, without which there is neither TLS nor login: check"
                    + " waypost.relay.helo-name."),
    CONNECTION_LOST(
            Classification.BAD_CONNECTION,
            "The connection ended before the message was handed over; nothing was taken."),

    TLS_STRIPPED(
            Classification.BAD_CONNECTION,
            "STARTTLS is not offered, so nothing is sent: the port wants another TLS mode, or"
                    + " somebody in between removes the offer."),
    TLS_UNAVAILABLE(
            Classification.BAD_CONNECTION, "The relay offers STARTTLS and then refuses it."),
    TLS_UNTRUSTED(
            Classification.BAD_CONFIGURATION,
            "The certificate is not trusted or names another host: check that waypost.relay.host is"
                    + " the name in it; for a private CA set waypost.relay.trust-certificates."),
    TLS_HANDSHAKE_FAILED(
            Classification.BAD_CONFIGURATION,
            "No TLS version or cipher in common: TLS 1.2 or later is required. A proxy in between"
                    + " has the same effect."),
    TLS_NO_ANSWER(
            Classification.BAD_CONNECTION,
            "The handshake got no answer: the relay has no TLS on this port, or a proxy or firewall"
                    + " cuts it off."),

    AUTH_FAILED(
            Classification.AUTHENTICATION_FAILED,
            "The relay refused the login: check waypost.relay.username and waypost.relay.password;"
                    + " many relays want an API key, not the account's password."),
    ACCOUNT_DISABLED(
            Classification.AUTHENTICATION_FAILED,
            "The relay has disabled this account: ask its operator."),
    AUTH_REQUIRED(
            Classification.AUTHENTICATION_FAILED,
            "The relay wants a login: set waypost.relay.username and waypost.relay.password, and"
                    + " allow SMTP login in the account."),
    AUTH_MECHANISM_REFUSED(
            Classification.AUTHENTICATION_FAILED,
            "The relay does not take this login mechanism for this account: it may want OAuth 2 or"
                    + " an app password."),
    AUTH_NOT_OFFERED(
            Classification.AUTHENTICATION_FAILED,
            "A login is configured and the relay offers none that we have in common on this port;"
                    + " we do not go on without."),
    LOGIN_NOT_ALLOWED(
            Classification.AUTHENTICATION_FAILED,
            "The account may not log in by SMTP, or not so: allow authenticated SMTP for the mailbox"
                    + " and the tenant; where passwords are taken no more, use OAuth 2"
                    + " (waypost.relay.token.*)."),
    TOKEN_REFUSED(
            Classification.AUTHENTICATION_FAILED,
            "The token server gives out no token: consent, secret or key is not valid any more, or"
                    + " never was; waypost.relay.token.* says what is asked with."),
    AUTH_UNAVAILABLE(
            Classification.TRANSIENT_FAILURE,
            "The relay cannot check logins for now; all ports share that."),
    TOKEN_UNAVAILABLE(
            Classification.TRANSIENT_FAILURE,
            "No access token can be had for now; it is asked for again, and open connections go on."),
    TOO_MANY_LOGINS(
            Classification.TRANSIENT_FAILURE,
            "The relay saw too many logins; further ones would only prolong the lock."),

    RELAY_CLOSING(
            Classification.TRANSIENT_FAILURE,
            "The relay ends the session: it is restarting, overloaded or at a limit."),
    RATE_LIMITED(
            Classification.QUOTA_ISSUES,
            "The relay takes no more mails for a short while: they come faster than its rate limit."),
    QUOTA_EXHAUSTED(
            Classification.QUOTA_ISSUES,
            "The account's hourly, daily or monthly quota at the relay is used up: mails wait, and"
                    + " one asks again now and then. Have the quota raised if this lasts."),
    SESSION_LIMIT(
            Classification.QUOTA_ISSUES,
            "The relay takes no more messages on one connection: lower"
                    + " waypost.delivery.messages-per-connection."),
    RECIPIENT_LIMITED(
            Classification.QUOTA_ISSUES,
            "This recipient, or its domain, takes no more mails for now; others do."),
    HELO_REFUSED(
            Classification.BAD_CONFIGURATION,
            "The relay refuses mails because of the name in EHLO: set waypost.relay.helo-name to a"
                    + " full host name that the name service knows."),
    SUPPRESSED(
            Classification.INVALID_RECIPIENT,
            "The relay took the address and will not deliver to it: it is on its suppression list."),
    DEFERRED(Classification.TRANSIENT_FAILURE, "The relay asks to try this message again later."),
    SENDER_UNVERIFIED(
            Classification.INVALID_SENDER,
            "The relay does not accept this sender: verify the address or its domain with the"
                    + " relay."),
    MESSAGE_TOO_LARGE(
            Classification.CONTENT_RELATED, "The message is larger than the relay takes."),
    SMTPUTF8_UNSUPPORTED(
            Classification.PROTOCOL_ERRORS,
            "An address has non-ASCII characters; the relay cannot carry it."),
    PARAMETER_REFUSED(
            Classification.PROTOCOL_ERRORS,
            "The relay does not take a parameter of MAIL or the address's syntax."),
    MESSAGE_REFUSED(Classification.UNCATEGORIZED, "The relay refuses the message for good."),

    TOO_MANY_RECIPIENTS(
            Classification.TRANSIENT_FAILURE,
            "The relay takes no more recipients in this transaction; the others go in the next."),
    MAILBOX_FULL(Classification.QUOTA_ISSUES, "The recipient's mailbox is full."),
    MAILBOX_DISABLED(Classification.INACTIVE_MAILBOX, "The recipient's mailbox is disabled."),
    MAILBOX_UNKNOWN(Classification.INVALID_RECIPIENT, "There is no such recipient."),
    RECIPIENT_DEFERRED(
            Classification.TRANSIENT_FAILURE,
            "The relay asks to try this recipient again later: greylisting, or a busy mailbox."),
    RECIPIENT_REFUSED(Classification.UNCATEGORIZED, "The relay refuses this recipient for good."),
    RELAY_DENIED(
            Classification.RELAY_DENIED,
            "The relay does not carry this sender's mail to this recipient: check that the login"
                    + " may send for the sender's domain; a suppression or policy may apply."),

    NO_VALID_RECIPIENTS(
            Classification.UNCATEGORIZED,
            "No recipient was accepted: the replies to RCPT say why."),
    CONTENT_REFUSED(Classification.CONTENT_RELATED, "The relay refuses what is in the message."),
    POLICY_REFUSED(
            Classification.POLICY_RELATED,
            "The relay's policy refuses the message: spam, virus or sender rules."),
    IN_DOUBT(
            Classification.BAD_CONNECTION,
            "The message was sent to its end and no reply came: it may or may not be delivered."
                    + " The relay's log knows, under the Message-ID."),
    IN_DOUBT_GARBLED(
            Classification.PROTOCOL_ERRORS,
            "The message was sent to its end and the reply was unreadable: it may or may not be"
                    + " delivered. The relay's log knows, under the Message-ID."),

    RELAY_RULE(Classification.UNCATEGORIZED, "A reply rule decided; the rule's comment says more."),
    NO_CONNECTION_FREE(
            Classification.TRANSIENT_FAILURE,
            "All connections to the relay were busy for too long: raise"
                    + " waypost.delivery.connections, or lower waypost.delivery.workers."),
    GARBLED_REPLY(Classification.PROTOCOL_ERRORS, "What came is no SMTP reply that fits here."),
    UNKNOWN_TROUBLE(
            Classification.UNCATEGORIZED,
            "Nobody has a name for this trouble yet; it is taken as transient."),

    MASS_REFUSAL(
            Classification.BAD_CONFIGURATION,
            "Nearly all recent mails were refused alike: this is configuration, not mail."),
    POSTPONED(
            Classification.BAD_CONNECTION,
            "The port failed lately and is asked last until a probe gets through."),
    STOPPING(
            Classification.TRANSIENT_FAILURE,
            "Waypost stops and no longer waits for the relay: the mail stays in Kafka and is carried"
                    + " again, with the same Message-ID."),
    UNREADABLE_RECORD(
            "Nobody could read this record or its batch (checksum, compression): it was skipped, as"
                    + " waypost.delivery.unreadable says, and its mails have to be published"
                    + " again."),
    UNDECODABLE("The record is no JSON that can be read."),
    TOMBSTONE("The record has no value."),
    UNKNOWN_EVENT_TYPE("The CloudEvent is not of type mail.send.v1."),
    TOO_LARGE("The record has more than intake reads."),
    INVALID_EVENT("The event cannot become a mail; the violations are listed."),
    UNCOMPOSABLE("No message can be made of the event."),
    REFUSED_BY_ROUTE(
            "A step of the routes refused this mail: the detail says why, in its author's words."),
    SCHEDULED("The mail is not to be sent yet."),
    EXPIRED(Classification.MESSAGE_EXPIRED, "The mail grew too old before it could be sent."),
    DUPLICATE("The same mail was accepted before; it is not sent again."),
    UNEXPECTED_ERROR(
            Classification.UNCATEGORIZED,
            "A defect of Waypost: its log has the details. Unknown is transient.");

    private static final Map<String, Reason> BY_SLUG =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Reason::slug, r -> r));

    private final String slug = name().toLowerCase(Locale.ROOT);
    private final Classification classification;
    private final String advice;

    Reason(String advice) {
        this(null, advice);
    }

    Reason(Classification classification, String advice) {
        this.classification = classification;
        this.advice = advice;
    }

    /** The reason with this slug. */
    public static Optional<Reason> of(String slug) {
        return Optional.ofNullable(BY_SLUG.get(slug));
    }

    /** As it stands in events, headers and metrics: {@code auth_failed}. */
    public String slug() {
        return slug;
    }

    /** The kind of failure; empty where neither the relay nor the way to it failed. */
    public Optional<Classification> classification() {
        return Optional.ofNullable(classification);
    }

    /** One or two sentences for a person. */
    public String advice() {
        return advice;
    }

    @Override
    public String toString() {
        return slug;
    }
}
