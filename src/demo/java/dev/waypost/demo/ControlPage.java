package dev.waypost.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.waypost.relay.ReceivedMail;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The demo on the loopback address over HTTP: the inbox for browsers and, as plain text, for {@code
 * curl}; and the three things to do, each a POST.
 */
final class ControlPage implements AutoCloseable {

    private static final int MOST = 64 * 1024;

    private final DemoWorld world;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    ControlPage(DemoWorld world, int port) {
        this.world = world;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                route(exchange);
            } catch (IllegalArgumentException notUnderstood) {
                text(exchange, 400, notUnderstood.getMessage());
            }
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        switch (exchange.getRequestMethod() + " " + path) {
            case "GET /" -> inbox(exchange);
            case "POST /send" -> done(exchange, send(exchange));
            case "POST /block" -> {
                world.block(port(exchange));
                done(exchange, "blocked");
            }
            case "POST /unblock" -> {
                world.unblock(port(exchange));
                done(exchange, "open");
            }
            default -> mail(exchange, path);
        }
    }

    private void inbox(HttpExchange exchange) throws IOException {
        if (forBrowser(exchange)) {
            answer(exchange, 200, "text/html", InboxView.html(world));
        } else {
            text(exchange, 200, InboxView.text(world));
        }
    }

    private void mail(HttpExchange exchange, String path) throws IOException {
        List<ReceivedMail> mails = world.inbox();
        if (exchange.getRequestMethod().equals("GET") && path.matches("/mail/\\d{1,8}")) {
            int place = Integer.parseInt(path.substring("/mail/".length()));
            if (place < mails.size()) {
                text(exchange, 200, mails.get(place).source());
                return;
            }
        }
        text(exchange, 404, "no such page; see " + address());
    }

    /** Publishes the event in the body, or a sample if there is none. */
    private String send(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MOST);
        String event = new String(body, StandardCharsets.UTF_8).trim();
        if (event.isEmpty()) {
            return "published " + world.send().id();
        }
        world.publish(event);
        return "published your event";
    }

    private static int port(HttpExchange exchange) {
        String query = exchange.getRequestURI().getQuery();
        if (query == null || !query.matches("port=\\d{1,5}")) {
            throw new IllegalArgumentException("say which: ?port=587");
        }
        return Integer.parseInt(query.substring("port=".length()));
    }

    /** A browser goes back to the inbox, a person at a terminal reads what happened. */
    private static void done(HttpExchange exchange, String what) throws IOException {
        if (forBrowser(exchange)) {
            exchange.getResponseHeaders().set("Location", "/");
            exchange.sendResponseHeaders(303, -1);
        } else {
            text(exchange, 200, what);
        }
    }

    private static boolean forBrowser(HttpExchange exchange) {
        String accept = exchange.getRequestHeaders().getFirst("Accept");
        return accept != null && accept.contains("text/html");
    }

    private static void text(HttpExchange exchange, int status, String text) throws IOException {
        answer(exchange, status, "text/plain", text.endsWith("\n") ? text : text + "\n");
    }

    private static void answer(HttpExchange exchange, int status, String type, String content)
            throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
