package dev.waypost.ops.deploy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** An OpenTelemetry collector that keeps what it is sent: OTLP over HTTP, in Protocol Buffers. */
final class Collector implements AutoCloseable {

    private final HttpServer server;
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    Collector() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(
                "/v1/traces",
                exchange -> {
                    boolean packed =
                            "gzip"
                                    .equals(
                                            exchange.getRequestHeaders()
                                                    .getFirst("content-encoding"));
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    bodies.add(
                            new String(
                                    packed
                                            ? new GZIPInputStream(
                                                            new java.io.ByteArrayInputStream(body))
                                                    .readAllBytes()
                                            : body,
                                    ISO_8859_1));
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** All that came, an octet a character. */
    String received() {
        return String.join("", bodies);
    }

    /** An id as it is written there. */
    static String id(String hex) {
        return new String(HexFormat.of().parseHex(hex), ISO_8859_1);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
