package dev.waypost.smtp.client;

import dev.waypost.smtp.ReplyText;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Replies as lines (RFC 5321 section 4.2), bounded in size and in time: 100 lines of 2000 octets,
 * all before one deadline however slowly they drip. Of a reply that is longer the beginning counts,
 * for its code is there; where its end is not found, no other can be read. One thread at a time.
 */
final class ReplyReader {

    private static final int LONGEST_LINE = 2000;
    private static final int MOST_LINES = 100;
    private static final int LONGEST_REST = 64 * 1024;
    private static final long LONGEST_REST_NANOS = 5_000_000_000L;
    private static final int TLS_ALERT = 0x15;
    private static final int TLS_HANDSHAKE = 0x16;

    private final Socket connection;
    private final InputStream in;
    private final byte[] received = new byte[2 * LONGEST_LINE];
    private int position;
    private int limit;
    private boolean adrift;

    /** Something came that is no reply. */
    static final class Garbled extends IOException {
        Garbled(String message) {
            super(message);
        }
    }

    /**
     * @param connection the TCP connection, whose read timeout is set
     * @param in its bytes, or those of the TLS around it
     */
    ReplyReader(Socket connection, InputStream in) {
        this.connection = connection;
        this.in = in;
    }

    /**
     * Reads all lines of a reply, codes included.
     *
     * @param deadline by {@link System#nanoTime}
     * @throws SocketTimeoutException after the deadline
     * @throws EOFException if the relay closed the connection
     * @throws Garbled if what came is no reply
     */
    List<String> read(long deadline) throws IOException {
        if (adrift) {
            throw new Garbled("the reply before had no end");
        }
        String line = line(deadline);
        if (!ReplyText.isContinued(line)) {
            return List.of(line);
        }
        List<String> lines = new ArrayList<>();
        lines.add(line);
        while (ReplyText.isContinued(line)) {
            if (lines.size() == MOST_LINES || adrift) {
                adrift = true;
                break;
            }
            line = line(deadline);
            lines.add(line);
        }
        return lines;
    }

    /** Whether bytes were read that no reply has used. */
    boolean hasUnreadBytes() {
        return position < limit;
    }

    /** Whether the first byte of all was that of a TLS record, where a reply was expected. */
    boolean beganWithTls() {
        return limit > 0 && (received[0] == TLS_ALERT || received[0] == TLS_HANDSHAKE);
    }

    /**
     * Whether nothing has come since the last reply, neither bytes nor the end.
     *
     * @param thorough also finds an end without a word; takes a millisecond
     */
    boolean isQuiet(boolean thorough) {
        try {
            if (adrift || hasUnreadBytes()) {
                return false;
            }
            if (!thorough && connection.getInputStream().available() == 0) {
                return true;
            }
            // Within TLS, pending bytes may be a session ticket: only a read can tell.
            connection.setSoTimeout(1);
            in.read(received, 0, 1);
            return false;
        } catch (SocketTimeoutException nothingCame) {
            return true;
        } catch (IOException broken) {
            return false;
        }
    }

    private String line(long deadline) throws IOException {
        int start = position;
        while (true) {
            for (; position < limit; position++) {
                if (received[position] == '\n') {
                    return line(start, position++);
                }
            }
            if (limit - start > LONGEST_LINE) {
                return beginning(start, deadline);
            }
            System.arraycopy(received, start, received, 0, limit - start);
            limit -= start;
            position = limit;
            start = 0;
            fill(deadline);
        }
    }

    private String line(int start, int lineFeed) throws Garbled {
        int end = lineFeed > start && received[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
        return text(start, Math.min(end, start + LONGEST_LINE));
    }

    private String text(int start, int end) throws Garbled {
        String line = new String(received, start, end - start, StandardCharsets.UTF_8);
        if (!ReplyText.isReplyLine(line)) {
            throw new Garbled("not an SMTP reply");
        }
        return line;
    }

    /** The beginning of a line that is too long; its end is looked for, but not for ever. */
    private String beginning(int start, long deadline) throws Garbled {
        String line = text(start, start + LONGEST_LINE);
        long soon = System.nanoTime() + LONGEST_REST_NANOS;
        try {
            for (int left = LONGEST_REST; left > 0; left -= limit) {
                position = 0;
                limit = 0;
                fill(soon - deadline < 0 ? soon : deadline);
                while (position < limit) {
                    if (received[position++] == '\n') {
                        return line;
                    }
                }
            }
        } catch (IOException endless) {
            // The line has said what counts.
        }
        adrift = true;
        return line;
    }

    private void fill(long deadline) throws IOException {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException();
        }
        connection.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
        int count = in.read(received, limit, received.length - limit);
        if (count < 0) {
            throw new EOFException();
        }
        limit += count;
    }
}
