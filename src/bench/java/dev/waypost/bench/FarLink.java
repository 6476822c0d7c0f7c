package dev.waypost.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;

/**
 * A long way to the relay, in a process of its own, since not every kernel has netem: what comes in
 * goes out half a round trip later, in order, without a limit on bandwidth; a connection begins
 * after the round trip that its TCP handshake would have taken. Arguments: the round-trip time in
 * milliseconds, four ports to listen on, four ports to lead to.
 */
final class FarLink {

    private final long oneWayNanos;

    private FarLink(long roundTripMillis) {
        oneWayNanos = roundTripMillis * 1_000_000 / 2;
    }

    public static void main(String[] arguments) throws IOException {
        List<String> words = Arrays.asList(arguments);
        FarLink link = new FarLink(Long.parseLong(arguments[0]));
        List<Integer> near = Ports.of(words.subList(1, 5)).numbers();
        List<Integer> far = Ports.of(words.subList(5, 9)).numbers();
        for (int i = 0; i < near.size(); i++) {
            link.lead(near.get(i), far.get(i));
        }
        Lifeline.awaitEnd();
        System.exit(0);
    }

    private void lead(int near, int far) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), near), 1024);
        inBackground(
                () -> {
                    while (true) {
                        Socket client = server.accept();
                        long accepted = System.nanoTime();
                        inBackground(() -> carry(client, far, accepted));
                    }
                });
    }

    private void carry(Socket client, int far, long accepted) throws IOException {
        // SYN and its answer take the round trip, the ACK that completes it half of one more.
        LaggedPump.sleepUntil(accepted + 3 * oneWayNanos);
        Socket relay = new Socket(InetAddress.getLoopbackAddress(), far);
        client.setTcpNoDelay(true);
        relay.setTcpNoDelay(true);
        LaggedPump there = new LaggedPump(client, relay, oneWayNanos);
        LaggedPump back = new LaggedPump(relay, client, oneWayNanos);
        inBackground(there::read);
        inBackground(there::write);
        inBackground(back::read);
        back.write();
    }

    /** Work that may end with its connection. */
    private interface Work {
        void run() throws IOException;
    }

    private static void inBackground(Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (IOException connectionEnded) {
                                // The other end notices by itself.
                            }
                        });
        thread.setDaemon(true);
        thread.start();
    }
}
