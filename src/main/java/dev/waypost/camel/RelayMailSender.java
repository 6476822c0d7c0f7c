package dev.waypost.camel;

import dev.waypost.deliver.RelayAccounts;
import dev.waypost.smtp.RelayTarget;
import dev.waypost.smtp.SubmissionFailure;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.util.function.Supplier;
import org.apache.camel.component.mail.DefaultJavaMailSender;

/**
 * What a pooled {@code smtp:} endpoint sends with. The target is asked for with each message, so a
 * rotated password holds from the next one on. Safe for use by many threads once configured.
 */
final class RelayMailSender extends DefaultJavaMailSender {

    private final RelayAccounts accounts;
    private final Supplier<RelayTarget> target;
    private final Supplier<Session> stock;
    private Session session;
    private String reversePath;

    /**
     * @param stock makes Camel's own session, which only a mail of a route's own needs: its class
     *     path is searched for providers, which takes longer than all else at an endpoint's start
     */
    RelayMailSender(RelayAccounts accounts, Supplier<RelayTarget> target, Supplier<Session> stock) {
        this.accounts = accounts;
        this.target = target;
        this.stock = stock;
    }

    @Override
    public synchronized Session getSession() {
        if (session == null) {
            session = stock.get();
        }
        return session;
    }

    /** MAIL FROM of messages that bring no envelope of their own; null for their From. */
    void setReversePath(String reversePath) {
        this.reversePath = reversePath;
    }

    /** A {@code mail.smtp.} header of one exchange: held to the same rules as the URI. */
    @Override
    public void addAdditionalJavaMailProperty(String key, String value) {
        MailOptions.check(key, value);
        if (key.equals("mail.smtp." + MailOptions.FROM)) {
            reversePath = value;
        }
    }

    /**
     * @throws SubmissionFailure if no recipient was accepted, with the phase it failed in
     */
    @Override
    public void send(MimeMessage message) throws MessagingException {
        RelayMessage submission =
                message instanceof RelayMessage own
                        ? own
                        : new RelayMessage(new RenderedMail(message, reversePath).envelope());
        submission.accepted(accounts.to(target.get()).submit(submission.mail(), submission.lane()));
    }
}
