package dev.waypost.deliver;

import dev.waypost.classify.Phase;
import dev.waypost.classify.SmtpReply;
import dev.waypost.classify.Symptom;
import dev.waypost.classify.Trouble;
import dev.waypost.compose.Envelope;
import java.util.List;

/**
 * One connection to the relay with its session, secured and logged in, that carries one message
 * after the other. After each it knows whether it may carry another; in doubt it may not. One
 * thread at a time.
 */
final class RelayTransport {

    private static final long SHORT_PAUSE_NANOS = 1_000_000_000L;

    private final SmtpDialogue dialogue;
    private final SmtpExtensions extensions;
    private final DotStuffing text;
    private final String tls;
    private final long openedAt = System.nanoTime();
    private long idleSince = openedAt;
    private int messages;
    private boolean healthy = true;

    RelayTransport(SmtpDialogue dialogue, SmtpExtensions extensions, String tls) {
        this.dialogue = dialogue;
        this.extensions = extensions;
        this.tls = tls;
        this.text = new DotStuffing(dialogue);
    }

    /** Submits the message and leaves the report with it. */
    void submit(RelayMessage message) throws SubmissionFailure {
        Envelope envelope = message.envelope();
        boolean reused = messages > 0;
        SmtpTransaction transaction = transaction(envelope, message.recipients());
        messages++;
        healthy = false;
        try {
            SmtpReply reply = transaction.carryOut(text);
            List<RecipientReply> recipients = transaction.recipientReplies();
            message.accepted(new SubmissionReport(reply, recipients, tls, reused));
        } finally {
            healthy = transaction.isSettled();
            idleSince = System.nanoTime();
        }
    }

    private SmtpTransaction transaction(Envelope envelope, List<String> recipients)
            throws SubmissionFailure {
        // RFC 5321 section 2.3.8: a line break in an address would be another command.
        if (hasLineBreak(envelope.reversePath())
                || recipients.stream().anyMatch(RelayTransport::hasLineBreak)) {
            throw new SubmissionFailure(
                    Trouble.of(Phase.MAIL, Symptom.UNKNOWN, "an address with a line break"));
        }
        return new SmtpTransaction(dialogue, extensions, envelope, recipients);
    }

    private static boolean hasLineBreak(String address) {
        return address.indexOf('\r') >= 0 || address.indexOf('\n') >= 0;
    }

    /** Waits no longer for a reply that comes before the message; any thread. */
    void giveUpWaiting() {
        dialogue.giveUpWaiting();
    }

    /** Whether both sides agree on where they are: only then it may carry another message. */
    boolean isHealthy() {
        return healthy;
    }

    /** Whether the relay has closed it, or said something unasked, since the last message. */
    boolean isForsaken() {
        return !dialogue.isQuiet(idleNanos() > SHORT_PAUSE_NANOS);
    }

    int messages() {
        return messages;
    }

    long ageNanos() {
        return System.nanoTime() - openedAt;
    }

    long idleNanos() {
        return System.nanoTime() - idleSince;
    }

    /** Takes leave in an orderly way if healthy, else just closes. Never throws, never waits. */
    void close() {
        if (healthy) {
            dialogue.quit();
        } else {
            dialogue.abort();
        }
    }
}
