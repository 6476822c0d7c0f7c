package dev.waypost.smtp;

import java.util.List;

/**
 * What one mail transaction carries: envelope and content (RFC 5321 section 2.3.1). The content is
 * never changed.
 *
 * @param id the same in each attempt: its Message-ID
 * @param reversePath MAIL FROM without angle brackets; {@code ""} is the null reverse-path
 * @param recipients RCPT TO addresses in their order
 * @param content header and body with CRLF line ends, not dot-stuffed
 * @param smtpUtf8 an address or header needs RFC 6531 at the relay
 * @param times where it is kept how long each phase takes
 */
public record MailObject(
        String id,
        String reversePath,
        List<String> recipients,
        byte[] content,
        boolean smtpUtf8,
        PhaseTimes times) {

    public MailObject {
        recipients = List.copyOf(recipients);
    }

    /** The same for these recipients. */
    public MailObject to(List<String> others) {
        return new MailObject(id, reversePath, others, content, smtpUtf8, times);
    }

    /** The same with these octets as its content. */
    public MailObject saying(byte[] octets) {
        return new MailObject(id, reversePath, recipients, octets, smtpUtf8, times);
    }

    /** Whether the content has no octet of eight bits. */
    public boolean isAscii() {
        for (byte octet : content) {
            if (octet < 0) {
                return false;
            }
        }
        return true;
    }

    /** For logs: no address and no octet of the content. */
    @Override
    public String toString() {
        return "a mail of " + content.length + " octets";
    }
}
