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
        // Of a line feed and the dot behind it, one stands at an even place.
        for (int i = 0; i < message.length; i += 2) {
            int dot = message[i] == '\n' ? i + 1 : i;
            if (beginsLineWithDot(message, dot)) {
                append(message, from, dot);
                from = dot;
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

    /** After a bare LF too: no relay may mistake a dot of the message for its end. */
    private static boolean beginsLineWithDot(byte[] message, int at) {
        return at < message.length && message[at] == '.' && (at == 0 || message[at - 1] == '\n');
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
