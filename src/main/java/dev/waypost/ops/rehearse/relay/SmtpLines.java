package dev.waypost.ops.rehearse.relay;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The lines of an SMTP connection, as a server reads and writes them. One thread. */
final class SmtpLines {

    private final InputStream in;
    private final OutputStream out;

    SmtpLines(Socket connection) throws IOException {
        in = new BufferedInputStream(connection.getInputStream());
        out = new BufferedOutputStream(connection.getOutputStream());
    }

    /** Queues a reply. */
    void say(String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    void flush() throws IOException {
        out.flush();
    }

    /** The next line without its end. */
    String next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** A message up to its final dot (RFC 5321 section 4.5.2). */
    String message() throws IOException {
        StringBuilder message = new StringBuilder();
        for (String line = next(); !line.equals("."); line = next()) {
            message.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        }
        return message.toString();
    }
}
