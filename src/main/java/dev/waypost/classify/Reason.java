package dev.waypost.classify;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Why something came to what it came to: the closed list of slugs that stand in events, dead
 * letters, metrics and logs. A slug is never renamed; docs/outcomes.md explains them all. Each has
 * a sentence for a person: what it means and what to do.
 */
public enum Reason {
    ACCEPTED("The relay took the message."),

    HOST_UNKNOWN(
            "The relay's name has no address: check waypost.relay.host and the cluster's DNS."
                    + " Other ports of the same host cannot help."),
    PORT_REFUSED("Nothing listens on this port, or a firewall refuses it."),
    PORT_BLOCKED(
            "Nothing answered: a firewall, a network policy or the cloud provider drops this port."
                    + " `doctor`, run in the same namespace, shows which ports are open."),
    PORT_UNREACHABLE("There is no way to this port: check routes, proxies and network policies."),
    NO_GREETING(
            "The port took the connection and said nothing. A port that wants TLS from the first"
                    + " byte is silent too: if this is one (465 mostly is), use smtps: for it."),
    BAD_GREETING("What answers on this port does not speak SMTP: check host, port and proxies."),
    PORT_WANTS_STARTTLS(
            "This port speaks plaintext first, so it seems to want STARTTLS: use smtp: for it, not"
                    + " smtps: (587 and 2525 mostly are such ports)."),
    PORT_WANTS_IMPLICIT_TLS(
            "This port speaks TLS from the first byte, so it seems to want implicit TLS: use smtps:"
                    + " for it, not smtp: (465 mostly is such a port)."),
    TOO_MANY_CONNECTIONS(
            "The relay takes no more connections for now: lower waypost.delivery.connections if"
                    + " this lasts."),
    TURNED_AWAY_FOR_NOW("The relay is not ready on this port for now."),
    TURNED_AWAY(
            "The relay does not want this machine's connections: its address may be blocked or not"
                    + " on the relay's allow-list."),
    EHLO_REFUSED(
            "The relay refuses EHLO, without which there is neither TLS nor login: check"
                    + " waypost.relay.helo-name."),
    CONNECTION_LOST("The connection ended before the message was handed over; nothing was taken."),

    TLS_STRIPPED(
            "STARTTLS is not offered, so nothing is sent: the port wants another TLS mode, or"
                    + " somebody in between removes the offer."),
    TLS_UNAVAILABLE("The relay offers STARTTLS and then refuses it."),
    TLS_UNTRUSTED(
            "The certificate is not trusted or names another host: check that waypost.relay.host is"
                    + " the name in it; for a private CA set waypost.relay.trust-certificates."),
    TLS_HANDSHAKE_FAILED(
            "No TLS version or cipher in common: TLS 1.2 or later is required. A proxy in between"
                    + " has the same effect."),
    TLS_NO_ANSWER(
            "The handshake got no answer: the relay has no TLS on this port, or a proxy or firewall"
                    + " cuts it off."),

    AUTH_FAILED(
            "The relay refused the login: check waypost.relay.username and waypost.relay.password;"
                    + " many relays want an API key, not the account's password."),
    ACCOUNT_DISABLED("The relay has disabled this account: ask its operator."),
    AUTH_REQUIRED(
            "The relay wants a login: set waypost.relay.username and waypost.relay.password, and"
                    + " allow SMTP login in the account."),
    AUTH_MECHANISM_REFUSED(
            "The relay does not take this login mechanism for this account: it may want OAuth 2 or"
                    + " an app password."),
    AUTH_NOT_OFFERED(
            "A login is configured and the relay offers none that we have in common on this port;"
                    + " we do not go on without."),
    AUTH_UNAVAILABLE("The relay cannot check logins for now; all ports share that."),
    TOO_MANY_LOGINS("The relay saw too many logins; further ones would only prolong the lock."),

    RELAY_CLOSING("The relay ends the session: it is restarting, overloaded or at a limit."),
    RATE_LIMITED("The relay's rate limit or quota is used up."),
    DEFERRED("The relay asks to try this message again later."),
    SENDER_UNVERIFIED(
            "The relay does not accept this sender: verify the address or its domain with the"
                    + " relay."),
    MESSAGE_TOO_LARGE("The message is larger than the relay takes."),
    SMTPUTF8_UNSUPPORTED("An address has non-ASCII characters; the relay cannot carry it."),
    PARAMETER_REFUSED("The relay does not take a parameter of MAIL or the address's syntax."),
    MESSAGE_REFUSED("The relay refuses the message for good."),

    TOO_MANY_RECIPIENTS(
            "The relay takes no more recipients in this transaction; the others go in the next."),
    MAILBOX_FULL("The recipient's mailbox is full."),
    MAILBOX_DISABLED("The recipient's mailbox is disabled."),
    MAILBOX_UNKNOWN("There is no such recipient."),
    RECIPIENT_DEFERRED(
            "The relay asks to try this recipient again later: greylisting, or a busy mailbox."),
    RECIPIENT_REFUSED("The relay refuses this recipient for good."),
    RELAY_DENIED(
            "The relay does not carry this sender's mail to this recipient: check that the login"
                    + " may send for the sender's domain; a suppression or policy may apply."),

    NO_VALID_RECIPIENTS("No recipient was accepted: the replies to RCPT say why."),
    CONTENT_REFUSED("The relay refuses what is in the message."),
    POLICY_REFUSED("The relay's policy refuses the message: spam, virus or sender rules."),
    IN_DOUBT(
            "The message was sent to its end and no reply came: it may or may not be delivered."
                    + " The relay's log knows, under the Message-ID."),
    IN_DOUBT_GARBLED(
            "The message was sent to its end and the reply was unreadable: it may or may not be"
                    + " delivered. The relay's log knows, under the Message-ID."),

    RELAY_RULE("A reply rule decided; the rule's comment says more."),
    NO_CONNECTION_FREE(
            "All connections to the relay were busy for too long: raise"
                    + " waypost.delivery.connections, or lower waypost.delivery.concurrency."),
    GARBLED_REPLY("What came is no SMTP reply that fits here."),
    UNKNOWN_TROUBLE("Nobody has a name for this trouble yet; it is taken as transient."),

    MASS_REFUSAL("Nearly all recent mails were refused alike: this is configuration, not mail."),
    POSTPONED("The port failed lately and is asked last until a probe gets through."),
    STOPPING(
            "Waypost stops and no longer waits for the relay: the mail stays in Kafka and is carried"
                    + " again, with the same Message-ID."),
    UNDECODABLE("The record is no JSON that can be read."),
    TOMBSTONE("The record has no value."),
    UNKNOWN_EVENT_TYPE("The CloudEvent is not of type mail.send.v1."),
    TOO_LARGE("The record has more than intake reads."),
    INVALID_EVENT("The event cannot become a mail; the violations are listed."),
    UNCOMPOSABLE("No message can be made of the event."),
    SCHEDULED("The mail is not to be sent yet."),
    EXPIRED("The mail grew too old before it could be sent."),
    DUPLICATE("The same mail was accepted before; it is not sent again."),
    UNEXPECTED_ERROR("A defect of Waypost: its log has the details. Unknown is transient.");

    private final String slug = name().toLowerCase(Locale.ROOT);
    private final String advice;

    Reason(String advice) {
        this.advice = advice;
    }

    /** The reason with this slug. */
    public static Optional<Reason> of(String slug) {
        return Arrays.stream(values()).filter(reason -> reason.slug.equals(slug)).findFirst();
    }

    /** As it stands in events, headers and metrics: {@code auth_failed}. */
    public String slug() {
        return slug;
    }

    /** One or two sentences for a person. */
    public String advice() {
        return advice;
    }
}
