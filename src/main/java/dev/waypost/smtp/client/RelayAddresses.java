package dev.waypost.smtp.client;

import dev.waypost.smtp.Phase;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Opens TCP connections to one host and port. Looks the name up each time and races its addresses
 * (RFC 8305): the one that worked last begins, then IPv6 and IPv4 in turn, so that a family that
 * goes nowhere costs a head start and no timeout. Safe for use by many threads.
 */
final class RelayAddresses {

    /** RFC 8305 section 8: the recommended delay between two attempts. */
    private static final Duration HEAD_START = Duration.ofMillis(250);

    private final String host;
    private final int port;
    private final WriteTimeouts watch;
    private final Network network;
    private volatile InetAddress lastGood;

    RelayAddresses(String host, int port, WriteTimeouts watch, Network network) {
        this.host = host;
        this.port = port;
        this.watch = watch;
        this.network = network;
    }

    /** Returns a connected socket, or fails with what the last address did. */
    Socket connect(Duration longest) throws SubmissionFailure {
        List<InetSocketAddress> addresses =
                addresses().stream().map(address -> new InetSocketAddress(address, port)).toList();
        try {
            Socket connected = new AddressRace(addresses, HEAD_START, watch, network).run(longest);
            lastGood = connected.getInetAddress();
            return connected;
        } catch (IOException e) {
            throw failure(Phase.CONNECT, symptom(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SubmissionFailure(
                    Trouble.of(Phase.CONNECT, Symptom.ABANDONED, "interrupted while connecting"));
        }
    }

    private List<InetAddress> addresses() throws SubmissionFailure {
        try {
            List<InetAddress> addresses = alternating(List.of(network.addresses(host)));
            InetAddress first = lastGood;
            if (addresses.remove(first)) {
                addresses.add(0, first);
            }
            return addresses;
        } catch (UnknownHostException e) {
            throw failure(Phase.RESOLVE, Symptom.UNKNOWN_HOST, e);
        }
    }

    /** RFC 8305 section 4: IPv6 first, then a family in turn, each in the order of its own. */
    private static List<InetAddress> alternating(List<InetAddress> found) {
        Deque<InetAddress> six = new ArrayDeque<>();
        Deque<InetAddress> four = new ArrayDeque<>();
        found.forEach(address -> (address instanceof Inet6Address ? six : four).add(address));
        List<InetAddress> order = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            boolean isFour = six.isEmpty() || i % 2 == 1 && !four.isEmpty();
            order.add((isFour ? four : six).remove());
        }
        return order;
    }

    private static Symptom symptom(IOException e) {
        if (e instanceof SocketTimeoutException) {
            return Symptom.TIMEOUT;
        }
        return e instanceof ConnectException ? Symptom.REFUSED : Symptom.UNREACHABLE;
    }

    private SubmissionFailure failure(Phase phase, Symptom symptom, IOException e) {
        String detail =
                switch (symptom) {
                    case UNKNOWN_HOST -> "the name %s has no address".formatted(host);
                    case REFUSED -> "%s refused port %d".formatted(host, port);
                    case TIMEOUT ->
                            "%s did not answer on port %d; a firewall or network policy may drop it"
                                    .formatted(host, port);
                    default -> "no way to %s, port %d".formatted(host, port);
                };
        return new SubmissionFailure(Trouble.of(phase, symptom, detail), List.of(), e);
    }

    /**
     * Connects to the first of several addresses that answers (RFC 8305 section 5): each has a
     * short head start on the next, which begins at once where the one before fails. All others are
     * closed again. Run once, by one thread; where there is a choice, each attempt has a thread of
     * its own.
     */
    private static final class AddressRace {

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
}
