package dev.waypost.camel;

import dev.waypost.compose.Envelope;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.eclipse.angus.mail.util.CRLFOutputStream;

/**
 * A message that was not composed by Waypost, such as the text of a user's own {@code smtp:} line,
 * as an envelope: recipients from its header, Bcc left out of the bytes, CRLF line ends.
 *
 * @param reversePath MAIL FROM; null for the first From address
 */
record RenderedMail(MimeMessage message, String reversePath) {

    private static final String[] LEFT_OUT = {"Bcc", "Content-Length"};

    /** Completes the message's header, as sending does, and returns its envelope. */
    Envelope envelope() throws MessagingException {
        List<String> recipients = addresses(message.getAllRecipients());
        if (recipients.isEmpty()) {
            throw new SendFailedException("no recipient");
        }
        List<String> from = addresses(message.getFrom());
        String sender = reversePath != null || from.isEmpty() ? reversePath : from.get(0);
        String path = sender == null || sender.equals("<>") ? "" : sender;
        complete();
        boolean utf8 = !isAscii(path) || !recipients.stream().allMatch(RenderedMail::isAscii);
        return new Envelope(message.getMessageID(), path, recipients, bytes(), utf8);
    }

    private void complete() throws MessagingException {
        if (message.getSentDate() == null) {
            message.setSentDate(new Date());
        }
        String id = message.getMessageID();
        message.saveChanges();
        if (id != null) {
            message.setHeader("Message-ID", id);
        }
    }

    private byte[] bytes() throws MessagingException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        try (CRLFOutputStream lines = new CRLFOutputStream(bytes)) {
            message.writeTo(lines, LEFT_OUT);
        } catch (IOException e) {
            throw new MessagingException("the message cannot be rendered", e);
        }
        return bytes.toByteArray();
    }

    private static List<String> addresses(Address[] addresses) throws MessagingException {
        List<String> all = new ArrayList<>();
        for (Address address : addresses == null ? new Address[0] : addresses) {
            if (address instanceof InternetAddress internet && internet.isGroup()) {
                all.addAll(addresses(internet.getGroup(false)));
            } else if (address instanceof InternetAddress internet) {
                all.add(internet.getAddress());
            }
        }
        return all.stream().distinct().toList();
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }
}
