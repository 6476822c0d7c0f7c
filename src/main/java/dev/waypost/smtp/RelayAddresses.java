package dev.waypost.smtp;

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
}
