package dev.waypost.ops.doctor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Where a host has IPv6 and IPv4 addresses: whether each family connects. Mail takes the first that
 * does, so it would not tell. Begins at once; one thread asks for the result.
 */
final class AddressFamilies {

    private static final int MILLIS = 3_500;

    private final Map<String, Future<String>> connecting = new LinkedHashMap<>();

    AddressFamilies(String host, int port, ExecutorService threads) {
        Map<String, InetAddress> first = new LinkedHashMap<>();
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                first.putIfAbsent(address instanceof Inet6Address ? "IPv6" : "IPv4", address);
            }
        } catch (UnknownHostException e) {
            return; // The visit says so.
        }
        if (first.size() > 1) {
            first.forEach(
                    (family, address) ->
                            connecting.put(family, threads.submit(() -> connect(address, port))));
        }
    }

    /** {@code ok}, or what happened, by family; empty where there is one family only. */
    Map<String, String> seen() {
        Map<String, String> seen = new LinkedHashMap<>();
        connecting.forEach((family, connection) -> seen.put(family, result(connection)));
        return seen;
    }

    private static String result(Future<String> connection) {
        return Deadline.result(connection, Duration.ofMillis(2 * MILLIS)).orElse("unknown");
    }

    private static String connect(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), MILLIS);
            return "ok";
        } catch (SocketTimeoutException e) {
            return "no answer";
        } catch (ConnectException e) {
            return "closed";
        } catch (IOException e) {
            return "no way";
        }
    }
}
