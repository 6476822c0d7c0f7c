package dev.waypost.smtp.client;

import dev.waypost.smtp.MailObject;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The recipients of one transaction that this relay can be told of, and why it cannot of the
 * others: what one address makes impossible is not the trouble of the rest.
 *
 * @param possible in the order they were given
 * @param impossible each with its own trouble
 */
record PossibleRecipients(List<String> possible, Map<String, Trouble> impossible) {

    /**
     * @throws SubmissionFailure where nobody is left, or the message itself is impossible
     */
    static PossibleRecipients of(MailObject mail, SmtpExtensions extensions)
            throws SubmissionFailure {
        boolean internationalized = extensions.offers("SMTPUTF8");
        List<String> possible = new ArrayList<>();
        Map<String, Trouble> impossible = new LinkedHashMap<>();
        for (String recipient : mail.recipients()) {
            if (!isSayable(recipient)) {
                impossible.put(recipient, unsayable(Phase.RCPT));
            } else if (!internationalized && !isAscii(recipient)) {
                impossible.put(recipient, unsupported(Phase.RCPT, "the address"));
            } else {
                possible.add(recipient);
            }
        }
        if (!isSayable(mail.reversePath())) {
            throw new SubmissionFailure(unsayable(Phase.MAIL));
        }
        if (!internationalized && mail.smtpUtf8() && !isAscii(mail)) {
            throw new SubmissionFailure(unsupported(Phase.MAIL, "the sender or a header"));
        }
        if (possible.isEmpty()) {
            Trouble first = impossible.values().iterator().next();
            throw new SubmissionFailure(first).besides(impossible);
        }
        return new PossibleRecipients(possible, impossible);
    }

    /**
     * Whether a command can carry it and stays one command: a line break would begin another (RFC
     * 5321 section 2.3.8), a bracket or a space outside of quotes would add parameters.
     */
    private static boolean isSayable(String address) {
        boolean quoted = false;
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            if (c < ' ' || c == 127 || !quoted && (c == ' ' || c == '<' || c == '>')) {
                return false;
            }
            if (Character.isSurrogate(c) && !isPair(address, i)) {
                return false; // It would be sent as a question mark, to somebody else.
            }
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            }
        }
        return !quoted;
    }

    private static boolean isPair(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    /** Whether reverse-path and header do without SMTPUTF8 (RFC 6531 section 3.2). */
    private static boolean isAscii(MailObject mail) {
        byte[] message = mail.content();
        for (int i = 0; i < message.length; i++) {
            if (message[i] < 0) {
                return false;
            }
            if (message[i] == '\n' && i + 2 < message.length && message[i + 1] == '\r') {
                break;
            }
        }
        return isAscii(mail.reversePath());
    }

    private static Trouble unsayable(Phase phase) {
        return Trouble.of(phase, Symptom.UNSAYABLE, "an address that no command can carry");
    }

    private static Trouble unsupported(Phase phase, String what) {
        return Trouble.of(
                phase,
                Symptom.NOT_OFFERED,
                what + " needs SMTPUTF8, which the relay does not offer (5.6.7)");
    }
}
