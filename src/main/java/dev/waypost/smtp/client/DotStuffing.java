package dev.waypost.smtp.client;

import dev.waypost.smtp.Phase;
import dev.waypost.smtp.SubmissionFailure;

/**
 * Writes a message as the text of DATA (RFC 5321 section 4.5.2): a dot put before each dot that
 * begins a line, then CRLF, dot, CRLF. One pass, in blocks of one TLS record. A block before the
 * last is phase {@link Phase#BODY}; the block with the final dot is {@link Phase#END_OF_DATA}: once
 * its write began, the dot may have gone out.
 */
final class DotStuffing {

    private static final int BLOCK = 16 * 1024;
    private static final byte[] END = {'\r', '\n', '.', '\r', '\n'};

    private final SmtpDialogue dialogue;
    private final byte[] block = new byte[BLOCK];
    private int size;

    DotStuffing(SmtpDialogue dialogue) {
        this.dialogue = dialogue;
    }

    /** Writes the whole message with its end. The message may be empty, or lack its last CRLF. */
    void write(byte[] message) throws SubmissionFailure {
        size = 0;
        int from = 0;
        for (int i = 0; i < message.length; i++) {
            // After a bare LF too: no relay may mistake a dot of the message for its end.
            if (message[i] == '.' && (i == 0 || message[i - 1] == '\n')) {
                append(message, from, i);
                from = i;
                append(END, 2, 3);
            }
        }
        append(message, from, message.length);
        if (size + END.length > BLOCK) {
            flush(Phase.BODY);
        }
        append(END, endsItsLastLine(message) ? 2 : 0, END.length);
        flush(Phase.END_OF_DATA);
    }

    private void append(byte[] bytes, int from, int to) throws SubmissionFailure {
        int next = from;
        while (next < to) {
            if (size == BLOCK) {
                flush(Phase.BODY);
            }
            int count = Math.min(to - next, BLOCK - size);
            System.arraycopy(bytes, next, block, size, count);
            size += count;
            next += count;
        }
    }

    private void flush(Phase phase) throws SubmissionFailure {
        dialogue.write(phase, block, size);
        size = 0;
    }

    private static boolean endsItsLastLine(byte[] message) {
        int n = message.length;
        return n == 0 || n > 1 && message[n - 2] == '\r' && message[n - 1] == '\n';
    }
}
