package dev.waypost.camel;

import dev.waypost.compose.Envelope;
import dev.waypost.lane.Lane;
import dev.waypost.smtp.MailObject;
import dev.waypost.smtp.PhaseTimes;
import dev.waypost.smtp.SubmissionReport;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * An {@link Envelope} as Jakarta Mail takes it: the composed bytes as they are, and the envelope's
 * recipients instead of those in the header. One per attempt; the sender leaves its report here.
 * Used by one thread at a time.
 */
public final class RelayMessage extends MimeMessage {

    private final Envelope envelope;
    private final List<String> recipients;
    private final Lane lane;
    private final PhaseTimes times;
    private SubmissionReport report;

    /**
     * @param recipients the remaining recipients: those of the envelope that have no final outcome
     * @param lane who goes first where mails wait
     * @param times what each phase of the attempt takes is kept here
     */
    public RelayMessage(Envelope envelope, List<String> recipients, Lane lane, PhaseTimes times) {
        super((jakarta.mail.Session) null);
        this.lane = lane;
        this.times = times;
        this.envelope = envelope;
        this.recipients = List.copyOf(recipients);
    }

    public RelayMessage(Envelope envelope, List<String> recipients) {
        this(envelope, recipients, Lane.NORMAL, new PhaseTimes(System::nanoTime));
    }

    public RelayMessage(Envelope envelope) {
        this(envelope, envelope.recipients());
    }

    public Envelope envelope() {
        return envelope;
    }

    /** The remaining recipients, in envelope order. */
    public List<String> recipients() {
        return recipients;
    }

    public Lane lane() {
        return lane;
    }

    /** What the relay said when it took the message; null before. */
    public SubmissionReport report() {
        return report;
    }

    /** As the wire has it. */
    public MailObject mail() {
        return new MailObject(
                envelope.messageId(),
                envelope.reversePath(),
                recipients,
                envelope.message(),
                envelope.smtpUtf8(),
                envelope.isAscii(),
                times);
    }

    public void accepted(SubmissionReport report) {
        this.report = report;
    }

    @Override
    public Address[] getAllRecipients() throws MessagingException {
        Address[] all = new Address[recipients.size()];
        for (int i = 0; i < all.length; i++) {
            InternetAddress recipient = new InternetAddress();
            recipient.setAddress(recipients.get(i));
            all[i] = recipient;
        }
        return all;
    }

    @Override
    public String getMessageID() {
        return envelope.messageId();
    }

    @Override
    public int getSize() {
        return envelope.message().length;
    }

    @Override
    public void writeTo(OutputStream out, String[] ignoreList) throws IOException {
        out.write(envelope.message());
    }
}
