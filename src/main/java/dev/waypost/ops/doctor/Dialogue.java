package dev.waypost.ops.doctor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The few words of SMTP that an examination needs (RFC 5321 section 4.2). One thread. */
final class Dialogue {

    /** A reply longer than this is no SMTP. */
    private static final int LONGEST_REPLY = 100;

    private final Socket socket;
    private final BufferedReader reader;

    Dialogue(Socket socket) throws IOException {
        this.socket = socket;
        this.reader =
                new BufferedReader(
                        new InputStreamReader(
                                socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    /** The lines of one reply, its code in front of each. */
    List<String> reply() throws IOException {
        List<String> lines = new ArrayList<>();
        String line;
        do {
            line = reader.readLine();
            if (line == null) {
                throw new IOException("the connection was closed instead of a reply");
            }
            if (!line.matches("[2-5]\\d\\d([ -].*)?") || lines.size() == LONGEST_REPLY) {
                throw new IOException("what came back is no SMTP");
            }
            lines.add(line);
        } while (line.startsWith("-", 3));
        return lines;
    }

    List<String> say(String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return reply();
    }
}
