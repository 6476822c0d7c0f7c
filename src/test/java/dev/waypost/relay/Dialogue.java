package dev.waypost.relay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** The client's side of an SMTP dialogue, line by line, for tests of the relay itself. */
final class Dialogue implements AutoCloseable {

    private Socket socket;
    private BufferedReader reader;

    private Dialogue(Socket socket) throws IOException {
        use(socket);
    }

    /** Connects, secures the connection in the port's way, and says EHLO. */
    static Dialogue with(ScriptedRelay relay, Port port) throws IOException {
        Dialogue dialogue = inClear(relay, port);
        SSLContext context = relay.certificates().clientContext();
        if (port == Port.IMPLICIT_TLS) {
            dialogue.secure(context, relay.number(port));
            dialogue.reply();
        } else {
            dialogue.reply();
            dialogue.say("EHLO client.example.org");
            dialogue.say("STARTTLS");
            dialogue.secure(context, relay.number(port));
        }
        dialogue.say("EHLO client.example.org");
        return dialogue;
    }

    static Dialogue inClear(ScriptedRelay relay, Port port) throws IOException {
        return new Dialogue(new Socket(InetAddress.getLoopbackAddress(), relay.number(port)));
    }

    /** Sends one mail and returns the reply to its final dot. */
    String submit(String recipient, String message) throws IOException {
        say("MAIL FROM:<shop@example.org>");
        say("RCPT TO:<" + recipient + ">");
        say("DATA");
        return say(message + ".");
    }

    String say(String line) throws IOException {
        send(line);
        return reply();
    }

    void send(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** Returns all lines of a reply; null if the connection is gone. */
    String reply() throws IOException {
        StringBuilder reply = new StringBuilder();
        String line = reader.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            reply.append(line).append('\n');
            line = reader.readLine();
        }
        return line == null ? null : reply.append(line).toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void secure(SSLContext context, int port) throws IOException {
        SSLSocket secured =
                (SSLSocket)
                        context.getSocketFactory().createSocket(socket, "localhost", port, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        use(secured);
    }

    private void use(Socket next) throws IOException {
        socket = next;
        socket.setSoTimeout(10_000);
        reader =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }
}
