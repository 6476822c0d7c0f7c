package dev.waypost.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One SMTP session (RFC 5321) of a relay that takes everything: the end of data is searched for by
 * jumps of five bytes, replies to pipelined commands (RFC 2920) leave together. One thread.
 */
final class SinkSession {

    private static final byte[] END = {'\r', '\n', '.', '\r', '\n'};
    private static final byte[] STAMP = "\r\nSubject: bench ".getBytes(StandardCharsets.US_ASCII);
    private static final String MESSAGE_ID = "\r\nMessage-ID: ";
    private static final int STAMP_WITHIN = 2048;

    /** As Amazon SES says it, and without a hint. */
    private static final String THROTTLED =
            "454 4.7.0 Throttling failure: Maximum sending rate exceeded";

    private final InputStream in;
    private final OutputStream out;
    private final boolean offersTls;
    private final RelayCounters counters;
    private final StringBuilder replies = new StringBuilder();
    private byte[] buffer = new byte[1 << 18];
    private int from;
    private int to;

    /** Whether MAIL was taken, and no DATA came since. */
    private boolean mail;

    SinkSession(Socket socket, boolean offersTls, RelayCounters counters) throws IOException {
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
        this.offersTls = offersTls;
        this.counters = counters;
    }

    /** Says the first word; not after STARTTLS, where the client speaks first (RFC 3207). */
    void greet() throws IOException {
        counters.connection();
        reply("220 relay.bench ESMTP");
        flush();
    }

    /** Serves until the client leaves or asks for TLS; returns whether it asked for TLS. */
    boolean wantsTls() throws IOException {
        while (true) {
            int end = lineEnd();
            if (end < 0) {
                return false;
            }
            String verb = verb(end);
            switch (verb) {
                case "EHLO", "HELO" -> hello();
                case "STAR" -> {
                    reply("220 2.0.0 go ahead");
                    flush();
                    return true;
                }
                case "MAIL" -> {
                    mail = counters.admits();
                    reply(mail ? "250 2.1.0 Ok" : THROTTLED);
                }
                case "RCPT" -> reply(mail ? "250 2.1.5 Ok" : "503 5.5.1 MAIL first");
                case "DATA" -> {
                    if (!mail) {
                        reply("503 5.5.1 MAIL first");
                        break;
                    }
                    mail = false;
                    reply("354 go ahead");
                    flush();
                    if (!takeMessage(end)) {
                        return false;
                    }
                    continue;
                }
                case "QUIT" -> {
                    reply("221 2.0.0 bye");
                    flush();
                    return false;
                }
                default -> reply("250 2.0.0 Ok");
            }
            from = end;
        }
    }

    private void hello() {
        replies.append("250-relay.bench\r\n250-PIPELINING\r\n250-8BITMIME\r\n");
        replies.append("250-ENHANCEDSTATUSCODES\r\n");
        replies.append(offersTls ? "250-STARTTLS\r\n" : "");
        reply("250 SIZE 67108864");
    }

    private String verb(int end) {
        int length = Math.min(4, end - 2 - from);
        return new String(buffer, from, Math.max(0, length), StandardCharsets.US_ASCII)
                .toUpperCase(java.util.Locale.ROOT);
    }

    /** Returns the place after the next CRLF, reading on as needed; -1 if the client left. */
    private int lineEnd() throws IOException {
        int seen = from;
        while (true) {
            for (int i = seen; i < to; i++) {
                if (buffer[i] == '\n') {
                    return i + 1;
                }
            }
            seen = to - from;
            flush();
            keepFrom(from);
            if (!readMore()) {
                return -1;
            }
        }
    }

    /** The message begins at this place, after the CRLF of DATA; its end counts that CRLF. */
    private boolean takeMessage(int begin) throws IOException {
        keepFrom(begin - 2);
        boolean head = true;
        int seen = from;
        while (true) {
            int end = endOfData(seen);
            if (head && (end >= 0 || to - from > STAMP_WITHIN)) {
                head = false;
                stamp(end < 0 ? to : end);
                identify(end < 0 ? to : end);
            }
            if (end >= 0) {
                from = end;
                counters.mail();
                reply("250 2.0.0 Ok: queued");
                return true;
            }
            seen = Math.max(from, to - END.length + 1);
            if (!head) {
                keepFrom(seen);
                seen = from;
            }
            if (!readMore()) {
                return false;
            }
        }
    }

    private int endOfData(int begin) {
        int last = begin + END.length - 1;
        while (last < to) {
            byte b = buffer[last];
            if (b == '\n') {
                if (Arrays.equals(buffer, last - 4, last + 1, END, 0, END.length)) {
                    return last + 1;
                }
                last += 3;
            } else if (b == '.') {
                last += 2;
            } else if (b == '\r') {
                last += 1;
            } else {
                last += END.length;
            }
        }
        return -1;
    }

    /** Counts the time since the mail was published, where its subject says when that was. */
    private void stamp(int end) {
        int last = Math.min(end, from + STAMP_WITHIN) - STAMP.length;
        for (int i = from; i < last; i++) {
            if (buffer[i] == '\r'
                    && Arrays.equals(buffer, i, i + STAMP.length, STAMP, 0, STAMP.length)) {
                long published = 0;
                for (int d = i + STAMP.length; buffer[d] >= '0' && buffer[d] <= '9'; d++) {
                    published = published * 10 + buffer[d] - '0';
                }
                counters.deliveryTime(System.currentTimeMillis() - published);
                return;
            }
        }
    }

    /** Tells the counters which mail it is, where they want to know. */
    private void identify(int end) {
        if (!counters.wantsIds()) {
            return;
        }
        String head = new String(buffer, from, end - from, StandardCharsets.US_ASCII);
        int id = head.indexOf(MESSAGE_ID);
        if (id >= 0) {
            counters.id(head.substring(id, head.indexOf('\r', id + 2)));
        }
    }

    private void keepFrom(int place) {
        if (place > 0) {
            System.arraycopy(buffer, place, buffer, 0, to - place);
            to -= place;
        }
        from = 0;
    }

    private boolean readMore() throws IOException {
        if (to == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int count = in.read(buffer, to, buffer.length - to);
        to += Math.max(0, count);
        return count >= 0;
    }

    private void reply(String text) {
        replies.append(text).append("\r\n");
    }

    private void flush() throws IOException {
        if (!replies.isEmpty()) {
            out.write(replies.toString().getBytes(StandardCharsets.US_ASCII));
            out.flush();
            replies.setLength(0);
        }
    }
}
