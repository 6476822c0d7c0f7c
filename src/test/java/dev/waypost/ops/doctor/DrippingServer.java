package dev.waypost.ops.doctor;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server that says its greeting an octet a second, and never ends it. Own threads. */
final class DrippingServer implements AutoCloseable {

    private final ServerSocket listener;
    private final CountDownLatch closed = new CountDownLatch(1);

    DrippingServer(int port) throws IOException {
        listener = new ServerSocket(port);
        start(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                Socket taken = listener.accept();
                start(() -> drip(taken));
            }
        } catch (IOException end) {
            // Closed.
        }
    }

    private void drip(Socket taken) {
        try (taken) {
            taken.getOutputStream().write("220-".getBytes(StandardCharsets.US_ASCII));
            while (!closed.await(1, TimeUnit.SECONDS)) {
                taken.getOutputStream().write('z');
            }
        } catch (IOException | InterruptedException end) {
            // Nobody listens any more.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "dripping-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
    }
}
