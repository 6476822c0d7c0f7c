package dev.waypost.smtp;

import java.util.Arrays;
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
 * @param isAscii whether the content has no octet of eight bits
 * @param times where it is kept how long each phase takes
 */
public record MailObject(
        String id,
        String reversePath,
        List<String> recipients,
        byte[] content,
        boolean smtpUtf8,
        boolean isAscii,
        PhaseTimes times) {

    public MailObject {
        recipients = List.copyOf(recipients);
    }

    /** The same for these recipients. */
    public MailObject to(List<String> others) {
        return new MailObject(id, reversePath, others, content, smtpUtf8, isAscii, times);
    }

    /** The same with these octets before its content, all ASCII. */
    public MailObject behind(byte[] ascii) {
        byte[] all = Arrays.copyOf(ascii, ascii.length + content.length);
        System.arraycopy(content, 0, all, ascii.length, content.length);
        return new MailObject(id, reversePath, recipients, all, smtpUtf8, isAscii, times);
    }

    /** For logs: no address and no octet of the content. */
    @Override
    public String toString() {
        return "a mail of " + content.length + " octets";
    }
}
