package dev.waypost.smtp.client;

import dev.waypost.smtp.MailObject;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.RecipientReply;
import dev.waypost.smtp.SmtpReply;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import java.util.ArrayList;
import java.util.List;

/**
 * One mail transaction (RFC 5321 section 3.3): MAIL, RCPT, DATA, the message, and what was replied.
 * With PIPELINING (RFC 2920) the commands go out in one write. Used once, by one thread.
 */
final class SmtpTransaction {

    // So few replies fit into any socket buffer: neither side can block the other's writing.
    private static final int MOST_COMMANDS_IN_FLIGHT = 50;
    private static final int GO_AHEAD = 354;
    private static final int CLOSING = 421;

    private final SmtpDialogue dialogue;
    private final boolean grouped;
    private final Pipelining pipelining;
    private final MailObject mail;
    private final List<String> commands = new ArrayList<>();
    private final List<RecipientReply> recipientReplies = new ArrayList<>();
    private SmtpReply mailReply;
    private SmtpReply dataReply;
    private boolean settled;

    SmtpTransaction(
            SmtpDialogue dialogue,
            SmtpExtensions extensions,
            Pipelining pipelining,
            MailObject mail)
            throws SubmissionFailure {
        this.dialogue = dialogue;
        this.grouped = extensions.offers("PIPELINING") && !pipelining.isOff();
        this.pipelining = pipelining;
        this.mail = mail;
        commands.add(new MailCommand(mail, extensions).line());
        mail.recipients().forEach(recipient -> commands.add("RCPT TO:<" + recipient + ">"));
        commands.add("DATA");
    }

    /** Carries it out; returns the positive reply to the final dot. */
    SmtpReply carryOut(DotStuffing text) throws SubmissionFailure {
        try {
            sendEnvelope();
            if (!isAnyoneAccepted()) {
                settled = dataReply != null && dataReply.code() == GO_AHEAD ? endEmpty() : reset();
                throw refusal();
            }
            if (dataReply.code() != GO_AHEAD) {
                settled = dataReply.code() != CLOSING && reset();
                throw refused(Phase.DATA, dataReply);
            }
            sendData(text);
            SmtpReply reply = dialogue.reply(Phase.END_OF_DATA);
            mail.times().ended(Phase.END_OF_DATA);
            settled = reply.code() != CLOSING && reply.code() / 100 != 3;
            if (reply.code() / 100 != 2) {
                throw refused(Phase.END_OF_DATA, reply);
            }
            return reply;
        } catch (SubmissionFailure e) {
            mail.times().ended(e.trouble().phase());
            throw e.recipients().isEmpty() && !recipientReplies.isEmpty()
                    ? new SubmissionFailure(e.trouble(), recipientReplies, e)
                    : e;
        }
    }

    // A relay may refuse a message before its end (too large, say) and close. What it said is the
    // verdict then, not the broken connection, on which every port and every pass would agree.
    private void sendData(DotStuffing text) throws SubmissionFailure {
        try {
            text.write(mail.content());
            mail.times().ended(Phase.BODY);
        } catch (SubmissionFailure broken) {
            boolean closed = broken.trouble().symptom() == Symptom.CLOSED;
            SmtpReply verdict = closed ? dialogue.pendingReply() : null;
            if (verdict == null || !verdict.isTransient() && !verdict.isPermanent()) {
                throw broken;
            }
            throw refused(broken.trouble().phase(), verdict);
        }
    }

    /** One for each RCPT that was answered, in order. */
    List<RecipientReply> recipientReplies() {
        return recipientReplies;
    }

    /** Whether both sides know that it is over, so that the connection can carry another. */
    boolean isSettled() {
        return settled;
    }

    private void sendEnvelope() throws SubmissionFailure {
        int atOnce = grouped ? MOST_COMMANDS_IN_FLIGHT : 1;
        for (int from = 0; from < commands.size(); from += atOnce) {
            int to = Math.min(from + atOnce, commands.size());
            boolean nothingButData = from == commands.size() - 1;
            if (nothingButData && !isAnyoneAccepted()) {
                return;
            }
            dialogue.say(phase(from), String.join("\r\n", commands.subList(from, to)));
            replies(from, to);
            if (mailReply.code() / 100 != 2) {
                return;
            }
        }
    }

    private void replies(int from, int to) throws SubmissionFailure {
        boolean trial = to - from > 1 && pipelining.isUntried();
        for (int i = from; i < to; i++) {
            SmtpReply reply;
            try {
                reply = trial && i > from ? dialogue.soon(phase(i)) : dialogue.reply(phase(i));
            } catch (SubmissionFailure e) {
                if (trial && i > from) {
                    pipelining.cutShort();
                }
                throw e;
            }
            onReply(i, reply);
        }
        if (trial) {
            pipelining.answered();
        }
    }

    private void onReply(int command, SmtpReply reply) throws SubmissionFailure {
        Phase phase = phase(command);
        mail.times().ended(phase);
        if (phase == Phase.DATA) {
            dataReply = reply;
            return;
        }
        if (phase == Phase.MAIL) {
            mailReply = reply;
        } else if (mailReply.code() / 100 == 2) {
            recipientReplies.add(new RecipientReply(mail.recipients().get(command - 1), reply));
        }
        // RFC 5321 section 3.8: 421 ends the whole session, whatever else is in flight.
        if (reply.code() == CLOSING || reply.code() / 100 == 3) {
            throw refused(phase, reply);
        }
    }

    private boolean isAnyoneAccepted() {
        for (RecipientReply each : recipientReplies) {
            if (each.reply().code() / 100 == 2) {
                return true;
            }
        }
        return false;
    }

    private SubmissionFailure refusal() {
        if (mailReply.code() / 100 != 2) {
            return refused(Phase.MAIL, mailReply);
        }
        // Some hope is better than none: one transient reply keeps the mail alive.
        SmtpReply decisive =
                recipientReplies.stream()
                        .map(RecipientReply::reply)
                        .filter(SmtpReply::isTransient)
                        .findFirst()
                        .orElse(recipientReplies.get(recipientReplies.size() - 1).reply());
        return refused(Phase.RCPT, decisive);
    }

    private SubmissionFailure refused(Phase phase, SmtpReply reply) {
        Trouble trouble =
                reply.isTransient() || reply.isPermanent()
                        ? Trouble.reply(phase, reply)
                        : Trouble.of(phase, Symptom.GARBLED, "an unfitting reply: " + reply.code());
        return new SubmissionFailure(trouble, recipientReplies, null);
    }

    // RFC 2920 section 3.1: a 354 without a recipient is answered with a lone dot.
    private boolean endEmpty() {
        try {
            return dialogue.command(Phase.QUIT, ".").code() != CLOSING;
        } catch (SubmissionFailure unsettled) {
            return false;
        }
    }

    private boolean reset() {
        try {
            return dialogue.command(Phase.QUIT, "RSET").code() / 100 == 2;
        } catch (SubmissionFailure unsettled) {
            return false;
        }
    }

    private Phase phase(int command) {
        if (command == 0) {
            return Phase.MAIL;
        }
        return command == commands.size() - 1 ? Phase.DATA : Phase.RCPT;
    }

    /**
     * MAIL with its parameters: SIZE (RFC 1870), BODY=8BITMIME (RFC 6152), SMTPUTF8 (RFC 6531),
     * each only where offered. What the relay has said it cannot take is not tried.
     */
    private record MailCommand(MailObject mail, SmtpExtensions extensions) {

        /** The command line. */
        String line() throws SubmissionFailure {
            int size = mail.content().length;
            if (size > extensions.largestMessage()) {
                String detail =
                        "the message has %d octets, the relay takes %d"
                                .formatted(size, extensions.largestMessage());
                throw new SubmissionFailure(Trouble.of(Phase.MAIL, Symptom.TOO_LARGE, detail));
            }
            StringBuilder line =
                    new StringBuilder("MAIL FROM:<").append(mail.reversePath()).append('>');
            if (extensions.offers("SIZE")) {
                line.append(" SIZE=").append(size);
            }
            if (extensions.offers("8BITMIME") && !mail.isAscii()) {
                line.append(" BODY=8BITMIME");
            }
            if (mail.smtpUtf8() && extensions.offers("SMTPUTF8")) {
                line.append(" SMTPUTF8");
            }
            return line.toString();
        }
    }
}
