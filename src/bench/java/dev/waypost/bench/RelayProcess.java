package dev.waypost.bench;

import com.sun.net.httpserver.HttpServer;
import dev.waypost.relay.RelayCertificate;
import dev.waypost.relay.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * The relay of the benchmark in a process of its own: takes every mail, counts it and forgets it.
 * Arguments: the folder for its CA's certificate, the port of its counters, its four ports. A
 * thread per connection.
 */
final class RelayProcess {

    private static final int BACKLOG = 1024;

    private final RelayCounters counters = new RelayCounters();
    private final SSLContext tls =
            TestCertificates.shared().serverContext(RelayCertificate.TRUSTED);

    private RelayProcess() {}

    public static void main(String[] arguments) throws IOException {
        RelayProcess relay = new RelayProcess();
        Ports ports = Ports.of(Arrays.asList(arguments).subList(2, 6));
        TestCertificates.shared().caPem(Path.of(arguments[0]));
        relay.listen(ports.clear(), false, false);
        relay.listen(ports.submission(), true, false);
        relay.listen(ports.alternate(), true, false);
        relay.listen(ports.implicitTls(), true, true);
        relay.serveCounters(Integer.parseInt(arguments[1]));
        Lifeline.awaitEnd();
        System.exit(0);
    }

    private void listen(int port, boolean offersTls, boolean implicitTls) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        inBackground("accept-" + port, () -> accept(server, offersTls, implicitTls));
    }

    private void accept(ServerSocket server, boolean offersTls, boolean implicitTls) {
        while (true) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                inBackground("session", () -> serve(socket, offersTls, implicitTls));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void serve(Socket plain, boolean offersTls, boolean implicitTls) {
        try (plain) {
            Socket socket = implicitTls ? underTls(plain) : plain;
            SinkSession session = new SinkSession(socket, offersTls && !implicitTls, counters);
            session.greet();
            if (session.wantsTls()) {
                new SinkSession(underTls(plain), false, counters).wantsTls();
            }
        } catch (IOException clientLeft) {
            // It may do so at any time; contenders are killed.
        }
    }

    private Socket underTls(Socket plain) throws IOException {
        SSLSocketFactory sockets = tls.getSocketFactory();
        SSLSocket socket = (SSLSocket) sockets.createSocket(plain, null, plain.getPort(), true);
        socket.setUseClientMode(false);
        return socket;
    }

    /**
     * Each request is answered with the counters. PUT of a number also limits the mails a second,
     * any method but GET and that one forgets delivery times.
     */
    private void serveCounters(int port) throws IOException {
        HttpServer http =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        http.createContext(
                "/",
                exchange -> {
                    byte[] answer = counters.line().getBytes(StandardCharsets.US_ASCII);
                    switch (exchange.getRequestMethod()) {
                        case "PUT" ->
                                counters.limit(
                                        Double.parseDouble(
                                                exchange.getRequestURI().getPath().substring(1)));
                        case "GET" -> {}
                        default -> counters.forgetDeliveryTimes();
                    }
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        http.start();
    }

    private static void inBackground(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
