package dev.waypost.relay;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The bytes of one connection: command lines and dot-stuffed messages in, replies out. Replies are
 * kept until the next read would block, so a pipelined group (RFC 2920) is answered in one segment.
 * One thread.
 */
final class Wire implements Closeable {

    private static final int LONGEST_LINE = 64 * 1024;

    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[16 * 1024];
    private final ByteArrayOutputStream replies = new ByteArrayOutputStream(512);
    private int position;
    private int limit;

    Wire(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** Returns the next line without its CRLF. */
    String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        while (true) {
            int next = read();
            if (next == '\n') {
                String text = line.toString(StandardCharsets.UTF_8);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            if (line.size() == LONGEST_LINE) {
                throw new IOException("line too long");
            }
            line.write(next);
        }
    }

    /** Throws away what has come behind the line read last. */
    void swallowTheRest() {
        position = limit;
    }

    /** Reads the first line of a message, for a relay that goes away in the middle of it. */
    void readSomeOfTheMessage() throws IOException {
        readLine();
    }

    /**
     * Reads a message up to the line with the lone dot, which is not part of it, and takes away the
     * dot that stuffing put in front of a line (RFC 5321 section 4.5.2).
     */
    byte[] readMessage() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream(2048);
        while (true) {
            int next = read();
            if (next == '.') {
                next = read();
                if (next == '\r') {
                    next = read();
                    if (next == '\n') {
                        return message.toByteArray();
                    }
                    message.write('\r');
                }
            }
            message.write(next);
            while (next != '\n') {
                next = read();
                message.write(next);
            }
        }
    }

    /** Queues one reply line. */
    void reply(String line) {
        replies.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        replies.write('\r');
        replies.write('\n');
    }

    void flush() throws IOException {
        if (replies.size() > 0) {
            replies.writeTo(out);
            replies.reset();
            out.flush();
        }
    }

    /** As {@link #flush}, but no two octets together. */
    void flushInPieces(Duration pause) throws IOException {
        for (byte octet : replies.toByteArray()) {
            out.write(octet);
            out.flush();
            LockSupport.parkNanos(pause.toNanos());
        }
        replies.reset();
    }

    /** Says nothing and reads until the client goes away. */
    void staySilent() throws IOException {
        replies.reset();
        while (true) {
            position = limit;
            read();
        }
    }

    @Override
    public void close() throws IOException {
        flush();
        out.close();
    }

    private int read() throws IOException {
        if (position == limit) {
            flush();
            limit = in.read(buffer);
            position = 0;
            if (limit <= 0) {
                limit = 0;
                throw new EOFException();
            }
        }
        return buffer[position++] & 0xff;
    }
}
