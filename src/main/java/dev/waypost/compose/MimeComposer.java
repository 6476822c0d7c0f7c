package dev.waypost.compose;

import dev.waypost.intake.ListUnsubscribe;
import dev.waypost.intake.MailEvent;
import dev.waypost.intake.MessageId;
import dev.waypost.intake.address.EmailAddress;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/**
 * Makes of a mail event what the relay gets: the message (RFC 5322, MIME) and its envelope. The
 * same event gives the same Message-ID each time, and with the same clock the same bytes. A message
 * that is not raw is pure ASCII. Trusts nothing: a line break in any header text is refused here
 * again. Thread-safe.
 */
@Singleton
public class MimeComposer {

    /** Octets that nearly every header fits into. */
    private static final int HEADER = 1024;

    private final Clock clock;

    /**
     * @param clock what the Date field says
     */
    @Inject
    public MimeComposer(Clock clock) {
        this.clock = clock;
    }

    /**
     * Composes the envelope; nothing is sent.
     *
     * @throws UncomposableEvent when no message can be made of the event, now or later
     */
    public Envelope compose(MailEvent event) throws UncomposableEvent {
        EnvelopeAddresses envelopeAddresses = EnvelopeAddresses.of(event);
        EventFingerprint fingerprint = EventFingerprint.of(event.source(), event.id());
        MessageId messageId =
                event.messageId() == null
                        ? fingerprint.messageId(envelopeAddresses.from().address().domain())
                        : event.messageId();
        String date = MailDate.of(clock.instant()).toString();
        if (event.raw() != null) {
            return rawEnvelope(
                    event, envelopeAddresses, RawMessage.of(event, messageId.text(), date));
        }
        Part body = new MimeStructure(event, fingerprint).root();
        MessageBuffer out = new MessageBuffer(HEADER);
        writeHeader(event, envelopeAddresses, messageId, date, new HeaderWriter(out));
        body.writeTo(out);
        out.endLastLine();
        return envelope(envelopeAddresses, messageId.text(), out.toByteArray(), false);
    }

    private static Envelope rawEnvelope(
            MailEvent event, EnvelopeAddresses envelopeAddresses, RawMessage raw)
            throws UncomposableEvent {
        // A raw message is complete; to leave one of these out unsaid would be a silent loss.
        if (!event.attachments().isEmpty() || event.listUnsubscribe() != null) {
            throw new UncomposableEvent(
                    "raw is a complete message: no attachments or list_unsubscribe");
        }
        return envelope(envelopeAddresses, raw.messageId(), raw.octets(), raw.utf8Header());
    }

    private static Envelope envelope(
            EnvelopeAddresses envelopeAddresses,
            String messageId,
            byte[] message,
            boolean utf8Header) {
        EmailAddress reversePath = envelopeAddresses.reversePath();
        return new Envelope(
                messageId,
                reversePath == null ? "" : reversePath.text(),
                envelopeAddresses.recipients(),
                message,
                utf8Header || envelopeAddresses.needSmtpUtf8());
    }

    private static void writeHeader(
            MailEvent event,
            EnvelopeAddresses envelopeAddresses,
            MessageId messageId,
            String date,
            HeaderWriter header)
            throws UncomposableEvent {
        header.single("Date", date);
        header.mailboxes("From", List.of(envelopeAddresses.from()));
        if (envelopeAddresses.hasSender()) {
            header.mailboxes("Sender", List.of(envelopeAddresses.sender()));
        }
        header.mailboxes("Reply-To", envelopeAddresses.replyTo());
        header.mailboxes("To", envelopeAddresses.to());
        header.mailboxes("Cc", envelopeAddresses.cc());
        if (envelopeAddresses.to().isEmpty() && envelopeAddresses.cc().isEmpty()) {
            // RFC 5322 allows no To at all; many filters do not.
            header.single("To", "undisclosed-recipients:;");
        }
        header.single("Message-ID", messageId.text());
        header.text("Subject", event.subject() == null ? "" : event.subject());
        if (event.listUnsubscribe() != null) {
            writeUnsubscribe(event.listUnsubscribe(), header);
        }
        header.custom(event.headers());
        header.single("MIME-Version", "1.0");
    }

    /** RFC 2369 section 3.2, RFC 8058. */
    private static void writeUnsubscribe(ListUnsubscribe unsubscribe, HeaderWriter header)
            throws UncomposableEvent {
        header.begin("List-Unsubscribe");
        if (unsubscribe.url() != null) {
            header.token("<" + unsubscribe.url() + ">");
        }
        if (unsubscribe.url() != null && unsubscribe.mailto() != null) {
            header.separator(',');
        }
        if (unsubscribe.mailto() != null) {
            header.token("<" + unsubscribe.mailto() + ">");
        }
        header.end();
        if (unsubscribe.oneClick()) {
            header.single("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
    }
}
