package dev.waypost.demo;

import dev.waypost.relay.ReceivedMail;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What a mail says, as a mail program would show it.
 *
 * @param html null where it has none
 */
record MailText(String plain, String html) {

    static MailText of(ReceivedMail mail) {
        try {
            byte[] octets = mail.source().getBytes(StandardCharsets.ISO_8859_1);
            return in(new MimeMessage(null, new ByteArrayInputStream(octets)));
        } catch (MessagingException | IOException e) {
            return new MailText(mail.source(), null);
        }
    }

    private static MailText in(Part part) throws MessagingException, IOException {
        if (part.getContent() instanceof Multipart parts) {
            MailText all = new MailText("", null);
            for (int i = 0; i < parts.getCount(); i++) {
                MailText one = in(parts.getBodyPart(i));
                all =
                        new MailText(
                                all.plain().isEmpty() ? one.plain() : all.plain(),
                                all.html() == null ? one.html() : all.html());
            }
            return all;
        }
        boolean attached = part.getFileName() != null;
        if (!attached && part.isMimeType("text/html")) {
            return new MailText("", part.getContent().toString());
        }
        return !attached && part.isMimeType("text/plain")
                ? new MailText(part.getContent().toString(), null)
                : new MailText("", null);
    }
}
