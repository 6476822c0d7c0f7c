package dev.waypost.smtp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.Symptom;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several addresses of one relay, some of which swallow packets as a broken IPv6 does. */
@Timeout(60)
class RelayAddressesTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final InetAddress FIRST = address(127, 0, 0, 1);
    private static final InetAddress SECOND = address(127, 0, 0, 2);

    private final WriteTimeouts watch = new WriteTimeouts();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Test
    void an_address_that_swallows_packets_costs_a_head_start_and_no_timeout() throws Exception {
        int port = swallowing(FIRST);
        listening(SECOND, port);

        Socket connected = kept(addresses(port).connect(LONG));

        assertThat(connected.getInetAddress()).isEqualTo(SECOND);
    }

    @Test
    void the_address_that_answered_last_begins_and_the_others_are_left_alone() throws Exception {
        int port = swallowing(FIRST);
        ServerSocket second = listening(SECOND, port);
        RelayAddresses addresses = addresses(port);
        kept(addresses.connect(LONG));

        kept(addresses.connect(LONG));

        kept(second.accept());
        kept(second.accept());
    }

    @Test
    void an_address_that_refuses_leaves_the_next_one_no_waiting() throws Exception {
        ServerSocket free = listening(SECOND, 0);

        Socket connected = kept(addresses(free.getLocalPort()).connect(LONG));

        assertThat(connected.getInetAddress()).isEqualTo(SECOND);
    }

    @Test
    void where_all_addresses_fail_there_is_one_failure_within_the_time() throws Exception {
        int port = swallowing(FIRST);

        SubmissionFailure failure =
                catchThrowableOfType(
                        SubmissionFailure.class,
                        () -> addresses(port).connect(Duration.ofMillis(700)));

        assertThat(failure.trouble().symptom()).isEqualTo(Symptom.TIMEOUT);
    }

    private RelayAddresses addresses(int port) {
        return new RelayAddresses("relay", port, watch, name -> new InetAddress[] {FIRST, SECOND});
    }

    /** Its backlog is full, so the kernel answers no more of those who ask. */
    private int swallowing(InetAddress address) throws IOException {
        ServerSocket full = new ServerSocket(0, 1, address);
        open.add(full);
        for (int i = 0; i < 2; i++) {
            kept(new Socket(address, full.getLocalPort()));
        }
        return full.getLocalPort();
    }

    private ServerSocket listening(InetAddress address, int port) throws IOException {
        ServerSocket server = new ServerSocket();
        open.add(server);
        server.bind(new InetSocketAddress(address, port));
        return server;
    }

    private Socket kept(Socket socket) {
        open.add(socket);
        return socket;
    }

    private static InetAddress address(int... octets) {
        byte[] bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        try {
            return InetAddress.getByAddress("relay", bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
