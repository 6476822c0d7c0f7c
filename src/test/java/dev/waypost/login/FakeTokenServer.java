package dev.waypost.login;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.waypost.relay.RelayCertificate;
import dev.waypost.relay.TestCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A token server on a port of the loopback address, with real TLS, that gives out tokens which are
 * good for a while, or answers what it is told. Remembers what it was asked. Any thread.
 */
public final class FakeTokenServer implements AutoCloseable {

    /** Who takes tokens is no more exact than clocks are. */
    private static final Duration LEEWAY = Duration.ofSeconds(5);

    /** What is answered instead of a token. */
    private record Answer(int status, String type, String body) {}

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Map<String, String>> requests = new CopyOnWriteArrayList<>();
    private final Map<String, Long> goodUntil = new ConcurrentHashMap<>();
    private final AtomicInteger issued = new AtomicInteger();
    private final int port;
    private volatile HttpsServer server;
    private volatile Duration lifetime = Duration.ofHours(1);
    private volatile Answer answer;
    private volatile CountDownLatch held = new CountDownLatch(0);
    private Path caPem;

    private FakeTokenServer() {
        port = open(0);
    }

    public static FakeTokenServer start() {
        return new FakeTokenServer();
    }

    /** The endpoint's URL. */
    public URI url() {
        return URI.create("https://localhost:" + port + "/token");
    }

    /** Tokens that are given out from now on are good for so long. */
    public FakeTokenServer tokensFor(Duration lifetime) {
        this.lifetime = lifetime;
        return this;
    }

    /** Refuses from now on, as RFC 6749 section 5.2 has it. */
    public void refuse(int status, String error, String description) {
        answer(
                status,
                "application/json",
                "{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(error, description));
    }

    /** Answers this from now on. */
    public void answer(int status, String type, String body) {
        answer = new Answer(status, type, body);
    }

    /** Gives tokens out again. */
    public void grant() {
        answer = null;
    }

    /** Answers nobody from now on, until this is counted down. */
    public CountDownLatch hold() {
        held = new CountDownLatch(1);
        return held;
    }

    /** Nobody listens any more. */
    public void goAway() {
        server.stop(0);
    }

    /** Listens again, at the same port. */
    public void comeBack() {
        open(port);
    }

    /** Every token given out so far is good no more, whatever was said of it. */
    public void revoke() {
        goodUntil.clear();
    }

    /** Whether it gave out this token, and its time has not passed. */
    public boolean isGood(String token) {
        Long until = goodUntil.get(token);
        return until != null && until - System.nanoTime() > 0;
    }

    /** The parameters of each request, in their order. */
    public List<Map<String, String>> requests() {
        return List.copyOf(requests);
    }

    /** A PEM file with the authority that its certificate is signed by. */
    public synchronized Path caPem() {
        if (caPem == null) {
            try {
                caPem = TestCertificates.shared().caPem(Files.createTempDirectory("token-ca"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return caPem;
    }

    @Override
    public void close() {
        held.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private int open(int number) {
        try {
            HttpsServer opened =
                    HttpsServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), number), 0);
            opened.setHttpsConfigurator(
                    new HttpsConfigurator(
                            TestCertificates.shared().serverContext(RelayCertificate.TRUSTED)));
            opened.createContext("/", this::serve);
            opened.setExecutor(threads);
            opened.start();
            server = opened;
            return opened.getAddress().getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        byte[] form = exchange.getRequestBody().readAllBytes();
        requests.add(parameters(new String(form, StandardCharsets.UTF_8)));
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Answer told = answer;
        Answer given = told == null ? token() : told;
        byte[] body = given.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", given.type());
        exchange.sendResponseHeaders(given.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Answer token() {
        String token = "token-" + issued.incrementAndGet();
        goodUntil.put(token, System.nanoTime() + lifetime.plus(LEEWAY).toNanos());
        return new Answer(
                200,
                "application/json",
                "{\"token_type\":\"Bearer\",\"access_token\":\"%s\",\"expires_in\":%d}"
                        .formatted(token, lifetime.toSeconds()));
    }

    private static Map<String, String> parameters(String form) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String each : form.split("&")) {
            String[] pair = each.split("=", 2);
            parameters.put(
                    URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                    URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }
}
