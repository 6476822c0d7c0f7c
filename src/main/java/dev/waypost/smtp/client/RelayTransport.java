package dev.waypost.smtp.client;

import dev.waypost.smtp.MailObject;
import dev.waypost.smtp.SessionTrace;
import dev.waypost.smtp.SmtpReply;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.SubmissionReport;
import java.util.function.Function;

/**
 * One connection to the relay with its session, secured and logged in, that carries one message
 * after the other. After each it knows whether it may carry another; in doubt it may not. One
 * thread at a time.
 */
public final class RelayTransport {

    private static final long SHORT_PAUSE_NANOS = 1_000_000_000L;

    private final SmtpDialogue dialogue;
    private final Function<MailObject, SessionTrace> traces;
    private final SmtpExtensions extensions;
    private final Pipelining pipelining;
    private final DotStuffing text;
    private final String tls;
    private final long openedAt = System.nanoTime();
    private long idleSince = openedAt;
    private int messages;
    private boolean healthy = true;

    /**
     * @param traces who wants to see a transaction; gives null for nobody
     */
    RelayTransport(
            SmtpDialogue dialogue,
            SmtpExtensions extensions,
            Pipelining pipelining,
            String tls,
            Function<MailObject, SessionTrace> traces) {
        this.dialogue = dialogue;
        this.traces = traces;
        this.extensions = extensions;
        this.pipelining = pipelining;
        this.tls = tls;
        this.text = new DotStuffing(dialogue);
    }

    /** Carries out one mail transaction. */
    public SubmissionReport submit(MailObject mail) throws SubmissionFailure {
        boolean reused = messages > 0;
        PossibleRecipients recipients = PossibleRecipients.of(mail, extensions);
        SmtpTransaction transaction =
                new SmtpTransaction(
                        dialogue, extensions, pipelining, mail.to(recipients.possible()));
        messages++;
        healthy = false;
        dialogue.show(traces.apply(mail));
        try {
            SmtpReply reply = transaction.carryOut(text);
            return new SubmissionReport(
                    reply, transaction.recipientReplies(), recipients.impossible(), tls, reused);
        } catch (SubmissionFailure e) {
            throw e.besides(recipients.impossible());
        } finally {
            healthy = transaction.isSettled();
            idleSince = System.nanoTime();
        }
    }

    /** Waits no longer for a reply that comes before the message; any thread. */
    public void giveUpWaiting() {
        dialogue.giveUpWaiting();
    }

    /** Whether both sides agree on where they are: only then it may carry another message. */
    public boolean isHealthy() {
        return healthy;
    }

    /** Whether the relay has closed it, or said something unasked, since the last message. */
    public boolean isStale() {
        return !dialogue.isQuiet(idleNanos() > SHORT_PAUSE_NANOS);
    }

    public int messages() {
        return messages;
    }

    public long ageNanos() {
        return System.nanoTime() - openedAt;
    }

    public long idleNanos() {
        return System.nanoTime() - idleSince;
    }

    /** Takes leave in an orderly way if healthy, else just closes. Never throws, never waits. */
    public void close() {
        if (healthy) {
            dialogue.quit();
        } else {
            dialogue.abort();
        }
    }
}
