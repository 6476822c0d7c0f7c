package dev.waypost.smtp.client;

import dev.waypost.smtp.Phase;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * What an I/O error in a dialogue was.
 *
 * @param inClear the relay's first word was waited for, without TLS
 * @param overdue a write took too long
 * @param longest how long a reply of this phase is waited for
 */
record WireFault(
        Phase phase, IOException error, boolean inClear, boolean overdue, Duration longest) {

    Trouble trouble(ReplyReader replies) {
        if (inClear && replies.beganWithTls()) {
            String detail = "this port speaks TLS from the first byte: use smtps:";
            return Trouble.of(phase, Symptom.WRONG_TLS_MODE, detail);
        }
        if (error instanceof ReplyReader.Garbled) {
            return Trouble.of(phase, Symptom.GARBLED, error.getMessage());
        }
        if (overdue || error instanceof SocketTimeoutException) {
            String hint = "; a port that wants TLS from the first byte is silent too: try smtps:";
            return Trouble.of(
                    phase,
                    Symptom.TIMEOUT,
                    "nothing moved for %d s%s".formatted(longest.toSeconds(), inClear ? hint : ""));
        }
        // Resets, ends and TLS errors after the handshake alike: this connection is gone.
        return Trouble.of(phase, Symptom.CLOSED, "the connection was closed");
    }
}
