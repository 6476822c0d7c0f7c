package dev.waypost.demo;

import dev.waypost.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The built application as a process of its own, told by environment where the demo's world is. It
 * follows the routes folder; what it says of an edit is passed on.
 */
final class Application implements AutoCloseable {

    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final Path LOG = Path.of("target/demo-application.log");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final int httpPort = FreePort.from(8080);
    private final int managementPort = FreePort.from(9000);
    private final Process process;

    private Application(Map<String, String> environment, Path routes) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        JAR.toString(),
                        "run",
                        "--live");
        builder.environment().putAll(environment);
        // A port that opened again is noticed while somebody watches.
        builder.environment().put("WAYPOST_DELIVERY_COOL_DOWN", "5s");
        builder.environment().put("WAYPOST_DELIVERY_LONGEST_COOL_DOWN", "10s");
        builder.environment().put("WAYPOST_ROUTES", routes.toString());
        builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(httpPort));
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", String.valueOf(managementPort));
        Files.writeString(LOG, "");
        process = builder.redirectErrorStream(true).start();
    }

    /** Keeps what it prints, and passes on what becomes of an edit. */
    private void listen(PrintStream out) {
        try (BufferedReader lines = process.inputReader();
                PrintWriter log = new PrintWriter(LOG.toFile(), StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.println(line);
                log.flush();
                if (line.startsWith("live: ")) {
                    out.println(line.substring("live: ".length()));
                }
            }
        } catch (IOException ended) {
            // With the process.
        }
    }

    /** Starts the application; returns when it is ready, or says why it is not. */
    static Application started(Map<String, String> environment, Path routes, PrintStream out) {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException("nothing built yet: run ./mvnw -Pdemo");
        }
        try {
            Application application = new Application(environment, routes);
            Thread listener = new Thread(() -> application.listen(out), "demo-application");
            listener.setDaemon(true);
            listener.start();
            try {
                application.awaitReady();
            } catch (RuntimeException e) {
                application.close();
                throw e;
            }
            return application;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the file the application writes its log to. */
    Path log() {
        return LOG;
    }

    int httpPort() {
        return httpPort;
    }

    int managementPort() {
        return managementPort;
    }

    /** Returns a future that completes when the process ends. */
    CompletableFuture<?> ended() {
        return process.onExit();
    }

    /** Asks the process to drain and stop, and insists after three quarters of a minute. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(45, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady() throws IOException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest ready =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://localhost:" + managementPort + "/q/health/ready"))
                        .timeout(Duration.ofSeconds(5))
                        .build();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (System.nanoTime() < deadline) {
                if (isOk(http, ready)) {
                    return;
                }
                if (process.waitFor(200, TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException(
                            "the application ended with %d:%n%s"
                                    .formatted(process.exitValue(), lastLines()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException(
                "the application is not ready after %d s:%n%s"
                        .formatted(PATIENCE.toSeconds(), lastLines()));
    }

    private static boolean isOk(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String lastLines() throws IOException {
        List<String> lines = Files.readAllLines(LOG);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 25), lines.size()));
    }
}
