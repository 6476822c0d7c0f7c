package dev.waypost.relay;

import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * One mail as the relay took it.
 *
 * @param port the port it came over
 * @param mailFrom reverse-path without angle brackets; empty for the null reverse-path
 * @param recipients the recipients the relay accepted, in order
 * @param message the message after dot-unstuffing; its header only if the relay forgets bodies
 * @param tls whether the connection was encrypted
 * @param login user name of the session; empty without a login
 * @param receivedAt when the final dot came
 */
public record ReceivedMail(
        Port port,
        String mailFrom,
        List<String> recipients,
        byte[] message,
        boolean tls,
        String login,
        Instant receivedAt) {

    /** Returns the message as text. */
    public String source() {
        return new String(message, StandardCharsets.UTF_8);
    }

    /** Returns the Message-ID with its angle brackets; empty if there is none. */
    public String messageId() {
        return header("Message-ID");
    }

    /** Returns the subject, decoded (RFC 2047); empty if there is none. */
    public String subject() {
        String raw = header("Subject");
        try {
            return MimeUtility.decodeText(raw);
        } catch (UnsupportedEncodingException unknownCharset) {
            return raw;
        }
    }

    /** Returns the first header field of that name, unfolded, not decoded; empty if none. */
    public String header(String name) {
        String source = source();
        int end = source.indexOf("\r\n\r\n");
        String head = (end < 0 ? source : source.substring(0, end)).replaceAll("\r\n(?=[ \t])", "");
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .findFirst()
                .map(line -> line.substring(start.length()).trim())
                .orElse("");
    }
}
