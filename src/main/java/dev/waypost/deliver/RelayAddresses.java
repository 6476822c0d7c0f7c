package dev.waypost.deliver;

import dev.waypost.classify.Phase;
import dev.waypost.classify.Symptom;
import dev.waypost.classify.Trouble;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Opens TCP connections to one host and port. Looks the name up each time and tries all its
 * addresses within one connect timeout: first the one that worked last, so that a family that goes
 * nowhere costs its share of the time once, then IPv6, then IPv4. Safe for use by many threads.
 */
final class RelayAddresses {

    private final String host;
    private final int port;
    private final WriteWatch watch;
    private volatile InetAddress lastGood;

    RelayAddresses(String host, int port, WriteWatch watch) {
        this.host = host;
        this.port = port;
        this.watch = watch;
    }

    /** Returns a connected socket, or fails with what the last address did. */
    Socket connect(Duration longest) throws SubmissionFailure {
        long deadline = System.nanoTime() + longest.toNanos();
        List<InetAddress> addresses = addresses();
        for (int i = 0; ; i++) {
            long left = Math.max(0, deadline - System.nanoTime()) / 1_000_000;
            long share = Math.max(1, left / (addresses.size() - i));
            Socket socket = new Socket();
            WriteWatch.Guard guard = watch.over(socket);
            try {
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(addresses.get(i), port), (int) share);
                lastGood = addresses.get(i);
                return socket;
            } catch (IOException e) {
                close(socket);
                if (i == addresses.size() - 1) {
                    throw failure(Phase.CONNECT, symptom(e), e);
                }
            } finally {
                guard.release();
            }
        }
    }

    private List<InetAddress> addresses() throws SubmissionFailure {
        try {
            List<InetAddress> all = new ArrayList<>(List.of(InetAddress.getAllByName(host)));
            all.sort(
                    Comparator.comparing((InetAddress address) -> !address.equals(lastGood))
                            .thenComparing(address -> !(address instanceof Inet6Address)));
            return all;
        } catch (UnknownHostException e) {
            throw failure(Phase.RESOLVE, Symptom.UNKNOWN_HOST, e);
        }
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

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It never was connected.
        }
    }
}
