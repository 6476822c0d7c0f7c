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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The demo on the loopback address over HTTP: the inbox as plain text for {@code curl} and as JSON
 * for the console, which shows it to browsers; and the three things to do, each a POST that no
 * browser's page may make.
 */
final class ControlPage implements AutoCloseable {

    private static final int MOST = 64 * 1024;

    private static final Pattern MAIL = Pattern.compile("GET /mail/(\\d{1,8})(/html)?");

    /** A mail shows what it has in itself; it loads nothing and does nothing. */
    private static final String HARMLESS =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox;"
                    + " frame-ancestors 'self'";

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
        boolean byAPage = exchange.getRequestHeaders().containsKey("Origin");
        if (byAPage && exchange.getRequestMethod().equals("POST")) {
            text(exchange, 403, "not for pages; the console does it for you");
            return;
        }
        String path = exchange.getRequestURI().getPath();
        switch (exchange.getRequestMethod() + " " + path) {
            case "GET /" -> text(exchange, 200, InboxView.text(world));
            case "GET /state" -> answer(exchange, 200, "application/json", InboxView.json(world));
            case "POST /send" -> text(exchange, 200, send(exchange));
            case "POST /block" -> {
                world.block(port(exchange));
                text(exchange, 200, "blocked");
            }
            case "POST /unblock" -> {
                world.unblock(port(exchange));
                text(exchange, 200, "open");
            }
            default -> mail(exchange, path);
        }
    }

    private void mail(HttpExchange exchange, String path) throws IOException {
        List<ReceivedMail> mails = world.inbox();
        Matcher named = MAIL.matcher(exchange.getRequestMethod() + " " + path);
        int place = named.matches() ? Integer.parseInt(named.group(1)) : mails.size();
        if (place < mails.size()) {
            MailText said = MailText.of(mails.get(place));
            if (named.group(2) == null) {
                text(exchange, 200, mails.get(place).source());
                return;
            }
            if (said.html() != null) {
                exchange.getResponseHeaders().set("Content-Security-Policy", HARMLESS);
                answer(exchange, 200, "text/html", said.html());
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
