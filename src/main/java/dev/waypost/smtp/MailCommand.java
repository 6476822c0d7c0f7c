package dev.waypost.smtp;

import dev.waypost.compose.Envelope;

/**
 * MAIL with its parameters: SIZE (RFC 1870), BODY=8BITMIME (RFC 6152), SMTPUTF8 (RFC 6531), each
 * only where offered. What the relay has said it cannot take is not tried.
 */
record MailCommand(Envelope envelope, SmtpExtensions extensions) {

    /** The command line. */
    String line() throws SubmissionFailure {
        int size = envelope.message().length;
        if (size > extensions.largestMessage()) {
            String detail =
                    "the message has %d octets, the relay takes %d"
                            .formatted(size, extensions.largestMessage());
            throw new SubmissionFailure(Trouble.of(Phase.MAIL, Symptom.TOO_LARGE, detail));
        }
        StringBuilder line =
                new StringBuilder("MAIL FROM:<").append(envelope.reversePath()).append('>');
        if (extensions.offers("SIZE")) {
            line.append(" SIZE=").append(size);
        }
        if (extensions.offers("8BITMIME") && !envelope.isAscii()) {
            line.append(" BODY=8BITMIME");
        }
        if (envelope.smtpUtf8() && extensions.offers("SMTPUTF8")) {
            line.append(" SMTPUTF8");
        }
        return line.toString();
    }
}
