package dev.waypost.compose;

import dev.waypost.intake.MailEvent;
import dev.waypost.intake.address.EmailAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everyone an event names, and who of them is in the envelope.
 *
 * @param sender null when the event names none
 * @param reversePath null for the null reverse-path
 */
record EnvelopeAddresses(
        Mailbox from,
        Mailbox sender,
        List<Mailbox> to,
        List<Mailbox> cc,
        List<Mailbox> bcc,
        List<Mailbox> replyTo,
        EmailAddress reversePath) {

    static EnvelopeAddresses of(MailEvent event) throws UncomposableEvent {
        Mailbox from = Mailbox.of("from", event.from());
        EnvelopeAddresses all =
                new EnvelopeAddresses(
                        from,
                        event.sender() == null ? null : Mailbox.of("sender", event.sender()),
                        Mailbox.listOf("to", event.to()),
                        Mailbox.listOf("cc", event.cc()),
                        Mailbox.listOf("bcc", event.bcc()),
                        Mailbox.listOf("reply_to", event.replyTo()),
                        event.reversePath());
        if (all.to.isEmpty() && all.cc.isEmpty() && all.bcc.isEmpty()) {
            throw new UncomposableEvent("to, cc and bcc are empty");
        }
        return all;
    }

    /** RFC 5322 section 3.6.2: a sender who is the author is not named again. */
    boolean hasSender() {
        return sender != null && !sender.address().mailbox().equals(from.address().mailbox());
    }

    /** In the order to, cc, bcc; a mailbox named twice is asked for once. */
    List<String> recipients() {
        Map<String, String> each = new LinkedHashMap<>();
        for (List<Mailbox> mailboxes : List.of(to, cc, bcc)) {
            for (Mailbox mailbox : mailboxes) {
                each.putIfAbsent(mailbox.address().mailbox(), mailbox.address().text());
            }
        }
        return List.copyOf(each.values());
    }

    /** RFC 6531: any one address of header or envelope is enough. */
    boolean needSmtpUtf8() {
        return from.address().needsSmtpUtf8()
                || hasSender() && sender.address().needsSmtpUtf8()
                || reversePath != null && reversePath.needsSmtpUtf8()
                || anyNeedsSmtpUtf8(to)
                || anyNeedsSmtpUtf8(cc)
                || anyNeedsSmtpUtf8(bcc)
                || anyNeedsSmtpUtf8(replyTo);
    }

    private static boolean anyNeedsSmtpUtf8(List<Mailbox> mailboxes) {
        for (Mailbox mailbox : mailboxes) {
            if (mailbox.address().needsSmtpUtf8()) {
                return true;
            }
        }
        return false;
    }
}
