package dev.waypost.smtp.pool;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Answers the first bytes of every connection with the same bytes, whatever they are. */
final class CannedServer implements Closeable {

    private final ServerSocket listener;
    private final byte[] answer;
    private final boolean speaksFirst;

    private CannedServer(byte[] answer, boolean speaksFirst) throws IOException {
        this.answer = answer;
        this.speaksFirst = speaksFirst;
        listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "canned-server");
        thread.setDaemon(true);
        thread.start();
    }

    static CannedServer thatAnswers(byte[] answer) throws IOException {
        return new CannedServer(answer, false);
    }

    static CannedServer thatSaysFirst(byte[] answer) throws IOException {
        return new CannedServer(answer, true);
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void serve() {
        while (true) {
            try (Socket client = listener.accept()) {
                if (!speaksFirst) {
                    client.getInputStream().read(new byte[4096]);
                }
                client.getOutputStream().write(answer);
                client.shutdownOutput();
                client.getInputStream().readAllBytes();
            } catch (IOException e) {
                if (listener.isClosed()) {
                    return;
                }
            }
        }
    }
}
