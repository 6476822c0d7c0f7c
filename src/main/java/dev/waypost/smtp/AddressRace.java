package dev.waypost.smtp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Connects to the first of several addresses that answers (RFC 8305 section 5): each has a short
 * head start on the next, which begins at once where the one before fails. All others are closed
 * again. Run once, by one thread; where there is a choice, each attempt has a thread of its own.
 */
final class AddressRace {

    private record Ended(Socket socket, IOException failure) {}

    private final List<InetSocketAddress> addresses;
    private final Duration headStart;
    private final WriteTimeouts watch;
    private final Network network;
    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    private final List<Socket> begun = new ArrayList<>();

    /**
     * @param addresses the preferred one first, at least one
     * @param headStart of each on the next
     * @param watch ends all attempts when connections are abandoned
     * @param network gives the sockets
     */
    AddressRace(
            List<InetSocketAddress> addresses,
            Duration headStart,
            WriteTimeouts watch,
            Network network) {
        this.addresses = addresses;
        this.headStart = headStart;
        this.watch = watch;
        this.network = network;
    }

    /**
     * Returns the connection that was there first.
     *
     * @throws IOException what the last one to fail did, when all have failed
     */
    Socket run(Duration longest) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        Socket winner = null;
        try {
            for (int failures = 0; winner == null; ) {
                boolean more = begun.size() < addresses.size();
                if (more) {
                    begin(addresses.get(begun.size()), deadline);
                    more = begun.size() < addresses.size();
                }
                Ended first =
                        more
                                ? ended.poll(headStart.toNanos(), TimeUnit.NANOSECONDS)
                                : ended.take(); // each has its own deadline
                if (first != null && first.failure() == null) {
                    winner = first.socket();
                } else if (first != null && ++failures == addresses.size()) {
                    throw first.failure();
                }
            }
            return winner;
        } finally {
            for (Socket socket : begun) {
                if (socket != winner) {
                    close(socket);
                }
            }
        }
    }

    private void begin(InetSocketAddress address, long deadline) {
        Socket socket = network.socket();
        begun.add(socket);
        if (addresses.size() == 1) {
            connect(socket, address, deadline);
            return;
        }
        Thread thread = new Thread(() -> connect(socket, address, deadline), "waypost-connect");
        thread.setDaemon(true);
        thread.start();
    }

    private void connect(Socket socket, InetSocketAddress address, long deadline) {
        WriteTimeouts.Guard guard = watch.over(socket);
        try {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            socket.setTcpNoDelay(true);
            socket.connect(address, (int) Math.max(1, Math.min(left, Integer.MAX_VALUE)));
            ended.add(new Ended(socket, null));
        } catch (IOException e) {
            ended.add(new Ended(socket, e));
        } finally {
            guard.release();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It lost; nothing was said on it.
        }
    }
}
