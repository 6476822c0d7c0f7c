package dev.waypost.compose;

import dev.waypost.intake.MailEvent;
import dev.waypost.intake.field.Utf8;
import java.util.List;

/**
 * What one SMTP transaction carries (RFC 5321 section 2.3.1): reverse-path, recipients and the
 * finished message. Composed once per event; every attempt sends the same bytes. The array is never
 * changed.
 *
 * @param messageId with angle brackets
 * @param reversePath MAIL FROM without angle brackets; {@code ""} is the null reverse-path
 * @param recipients RCPT TO addresses in the order to, cc, bcc, each once
 * @param message header and body with CRLF line ends, not dot-stuffed; lines of at most 998 octets
 * @param smtpUtf8 an address or header needs RFC 6531 at the relay
 */
public record Envelope(
        String messageId,
        String reversePath,
        List<String> recipients,
        byte[] message,
        boolean smtpUtf8) {

    /**
     * Whom the envelope of this event names, as {@link #recipients()} does.
     *
     * @throws UncomposableEvent where it can have none
     */
    public static List<String> recipients(MailEvent event) throws UncomposableEvent {
        return EnvelopeAddresses.of(event).recipients();
    }

    /** Whether the message has no octet of eight bits. */
    public boolean isAscii() {
        return Utf8.isAscii(message);
    }

    /** For logs: the id alone, no address and no octet of the message. */
    @Override
    public String toString() {
        return "envelope of " + messageId;
    }
}
