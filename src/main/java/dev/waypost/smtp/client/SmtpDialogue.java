package dev.waypost.smtp.client;

import dev.waypost.smtp.Phase;
import dev.waypost.smtp.ReplyText;
import dev.waypost.smtp.SessionTrace;
import dev.waypost.smtp.SmtpReply;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import org.jboss.logging.Logger;

/**
 * Commands out, replies in, over one connection. Every call names its phase, which gives it its
 * timeout and every failure its place. Whoever wants to see it is shown no secret and no message.
 * One thread at a time.
 */
final class SmtpDialogue {

    private static final Logger LOG = Logger.getLogger(SmtpDialogue.class);

    private static final long PENDING_REPLY_NANOS = 100_000_000L;

    private final Socket connection;
    private final WriteTimeouts.Guard guard;
    private final PhaseTimeouts timeouts;
    private final AtomicReference<Phase> awaited = new AtomicReference<>();
    private final long openBy;
    private boolean open;
    private Socket channel;
    private ReplyReader replies;
    private OutputStream out;
    private SessionTrace trace;

    SmtpDialogue(Socket connection, WriteTimeouts watch, PhaseTimeouts timeouts)
            throws IOException {
        this.connection = connection;
        this.timeouts = timeouts;
        openBy = System.nanoTime() + timeouts.opening().toNanos();
        use(connection);
        guard = watch.over(connection);
    }

    /** Tells this one from now on; null for nobody. */
    void show(SessionTrace to) {
        trace = to;
    }

    /** The TCP connection, to put TLS around. */
    Socket connection() {
        return connection;
    }

    /** Shakes hands over this connection and goes on inside TLS. */
    void secure(SSLSocket secured) throws IOException {
        Duration longest = limited(timeouts.reply(Phase.TLS));
        guard.begin(longest);
        try {
            connection.setSoTimeout(Math.max(1, (int) longest.toMillis()));
            secured.startHandshake();
        } catch (IOException e) {
            throw guard.hasFired() ? (IOException) new SocketTimeoutException().initCause(e) : e;
        } finally {
            guard.end();
        }
        use(secured);
    }

    /** Ready for MAIL: from now on each phase has its own time, and no limit to all of them. */
    void opened() {
        open = true;
    }

    /** Sends one command and reads its reply. */
    SmtpReply command(Phase phase, String line) throws SubmissionFailure {
        say(phase, line);
        return reply(phase);
    }

    /** Sends one command whose trace shows something else, and reads its reply. */
    SmtpReply secret(Phase phase, String line, String shown) throws SubmissionFailure {
        say(phase, line, shown);
        return reply(phase);
    }

    /** Sends one command, or a group of them, whose replies will be read one by one. */
    void say(Phase phase, String lines) throws SubmissionFailure {
        say(phase, lines, lines);
    }

    private void say(Phase phase, String lines, String shown) throws SubmissionFailure {
        if (trace != null) {
            trace.sent(shown);
        }
        byte[] bytes = (lines + "\r\n").getBytes(StandardCharsets.UTF_8);
        write(phase, bytes, bytes.length);
    }

    /**
     * Whatever the relay said before it closed a connection that could not be written to any more:
     * waits for nothing, or nearly so.
     *
     * @return null where it said nothing
     */
    SmtpReply pendingReply() {
        try {
            return ReplyText.joined(replies.read(System.nanoTime() + PENDING_REPLY_NANOS));
        } catch (IOException nothingSaid) {
            LOG.trace("no last word", nothingSaid);
            return null;
        }
    }

    /** Sends these bytes in one piece. */
    void write(Phase phase, byte[] bytes, int length) throws SubmissionFailure {
        guard.begin(limited(timeouts.write(phase)));
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            throw failure(phase, e);
        } finally {
            guard.end();
        }
    }

    SmtpReply reply(Phase phase) throws SubmissionFailure {
        return ReplyText.joined(replyLines(phase));
    }

    /** Reads a reply that should be on its way already, as patiently as a greeting at most. */
    SmtpReply soon(Phase phase) throws SubmissionFailure {
        Duration usual = timeouts.reply(phase);
        Duration greeting = timeouts.reply(Phase.GREETING);
        return ReplyText.joined(
                replyLines(phase, usual.compareTo(greeting) < 0 ? usual : greeting));
    }

    /** Reads all lines of a reply, codes included. */
    List<String> replyLines(Phase phase) throws SubmissionFailure {
        return replyLines(phase, timeouts.reply(phase));
    }

    private List<String> replyLines(Phase phase, Duration longest) throws SubmissionFailure {
        awaited.set(phase);
        List<String> lines;
        try {
            lines = replies.read(System.nanoTime() + limited(longest).toNanos());
        } catch (IOException e) {
            SubmissionFailure failure = isGivenUp() ? givenUp(phase, e) : failure(phase, e);
            if (trace != null) {
                trace.tell(failure.trouble() + ": " + failure.trouble().detail());
            }
            throw failure;
        }
        if (isGivenUp()) {
            throw givenUp(phase, null);
        }
        if (trace != null) {
            trace.received(lines);
        }
        return lines;
    }

    /**
     * Waits no longer where nothing of the message has been sent, so that nothing can be in doubt;
     * elsewhere it does nothing. The one method for other threads than the dialogue's.
     */
    void giveUpWaiting() {
        Phase phase = awaited.get();
        if (phase != null
                && phase.compareTo(Phase.BODY) < 0
                && awaited.compareAndSet(phase, null)) {
            abort();
        }
    }

    private boolean isGivenUp() {
        return awaited.getAndSet(null) == null;
    }

    /** Whether bytes were read that no reply has used: after STARTTLS, an injection. */
    boolean hasUnreadBytes() {
        return replies.hasUnreadBytes();
    }

    /**
     * Whether the relay has neither said nor done anything, such as 421 or closing, since its last
     * reply; found out without a round trip.
     *
     * @param thorough also finds a connection closed without a word; takes a millisecond
     */
    boolean isQuiet(boolean thorough) {
        return replies.isQuiet(thorough);
    }

    /** Says QUIT without waiting for the reply (RFC 5321 section 4.1.1.10), and closes. */
    void quit() {
        try {
            say(Phase.QUIT, "QUIT");
            connection.setSoTimeout(1);
            channel.close();
        } catch (SubmissionFailure | IOException farewell) {
            LOG.trace("QUIT failed", farewell);
        } finally {
            abort();
        }
    }

    /** Closes the TCP connection at once; never blocks, may be called twice. */
    void abort() {
        guard.release();
        try {
            connection.close();
        } catch (IOException alreadyClosed) {
            LOG.trace("close failed", alreadyClosed);
        }
    }

    private static SubmissionFailure givenUp(Phase phase, IOException e) {
        String detail = "no reply came, and the port lets nobody in any more";
        return new SubmissionFailure(Trouble.of(phase, Symptom.TIMEOUT, detail), List.of(), e);
    }

    private SubmissionFailure failure(Phase phase, IOException e) {
        boolean inClear = phase == Phase.GREETING && channel == connection;
        WireFault fault = new WireFault(phase, e, inClear, guard.hasFired(), timeouts.reply(phase));
        return new SubmissionFailure(fault.trouble(replies), List.of(), e);
    }

    /** What is left of the time to open, where that is less. */
    private Duration limited(Duration longest) {
        Duration left = Duration.ofNanos(openBy - System.nanoTime());
        return open || left.compareTo(longest) > 0 ? longest : left;
    }

    private void use(Socket next) throws IOException {
        channel = next;
        replies = new ReplyReader(connection, next.getInputStream());
        out = next.getOutputStream();
    }
}
