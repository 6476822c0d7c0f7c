package dev.waypost;

import static org.awaitility.Awaitility.await;

import dev.waypost.relay.Port;
import dev.waypost.relay.ScriptedRelay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The built artifact in a process of its own, configured as its users do: by environment alone. The
 * system property {@code waypost.executable} runs another command; with {@code -Dnative} it is the
 * native executable.
 */
public final class WaypostProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Process process;
    private final Path log;
    private final String management;
    private final String site;

    private WaypostProcess(Process process, Path log, String management, String site) {
        this.process = process;
        this.log = log;
        this.management = management;
        this.site = site;
    }

    /** The environment that leads it to this broker and this relay. */
    public static Map<String, String> environment(String bootstrapServers, ScriptedRelay relay) {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", bootstrapServers,
                "WAYPOST_RELAY_HOST", relay.host(),
                "WAYPOST_RELAY_TRUST_CERTIFICATES", relay.caPem().toString(),
                "WAYPOST_RELAY_SUBMISSION_PORT", number(relay, Port.SUBMISSION),
                "WAYPOST_RELAY_ALTERNATE_PORT", number(relay, Port.ALTERNATE),
                "WAYPOST_RELAY_IMPLICIT_TLS_PORT", number(relay, Port.IMPLICIT_TLS));
    }

    private static String number(ScriptedRelay relay, Port port) {
        return Integer.toString(relay.number(port));
    }

    /** Whether it is the native executable: there is no virtual machine to be told anything. */
    public static boolean isNative() {
        return System.getProperty("native.image.path") != null;
    }

    /** What to start it with. */
    public static final class Settings {

        private final Map<String, String> environment = new HashMap<>();
        private final List<String> arguments = new ArrayList<>();
        private final List<String> launcher = new ArrayList<>();
        private NetworkNamespace network;
        private boolean asUsersDo;

        public Settings with(Map<String, String> more) {
            environment.putAll(more);
            return this;
        }

        public Settings with(String name, Object value) {
            environment.put(name, value.toString());
            return this;
        }

        public Settings arguments(String... words) {
            arguments.addAll(List.of(words));
            return this;
        }

        /** Starts it by a program that runs another one, as {@code setpriv} does. */
        public Settings by(String... words) {
            launcher.addAll(List.of(words));
            return this;
        }

        /** Starts it with {@code -jar}, where the class path would be quicker. */
        public Settings asUsersDo() {
            asUsersDo = true;
            return this;
        }

        /** Starts it in this network instead of the machine's. */
        public Settings inside(NetworkNamespace around) {
            network = around;
            return this;
        }

        /** Starts it without waiting for anything. */
        public WaypostProcess start() {
            int management = FreePort.any();
            int http = FreePort.any();
            List<String> command = new ArrayList<>(launcher);
            command.addAll(command());
            command.addAll(arguments);
            ProcessBuilder builder =
                    new ProcessBuilder(network == null ? command : network.around(command));
            String host = network == null ? "127.0.0.1" : network.inside();
            builder.environment().putAll(environment);
            builder.environment().putIfAbsent("QUARKUS_HTTP_PORT", Integer.toString(http));
            builder.environment().put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
            try {
                Path log = Files.createTempFile("waypost-", ".log");
                builder.redirectErrorStream(true).redirectOutput(log.toFile());
                return new WaypostProcess(
                        builder.start(),
                        log,
                        "http://%s:%d".formatted(host, management),
                        "http://%s:%d".formatted(host, http));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private List<String> command() {
            String executable = System.getProperty("waypost.executable");
            if (executable != null) {
                return List.of(executable.split(" "));
            }
            String image = System.getProperty("native.image.path");
            if (image != null) {
                return List.of(image, "-Xmx256m");
            }
            List<String> command = new ArrayList<>();
            command.add(ProcessHandle.current().info().command().orElse("java"));
            // Most live for seconds: C2 would work for nothing.
            command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
            command.addAll(asUsersDo ? ClassArchive.asUsersDo() : ClassArchive.command());
            return command;
        }
    }

    /** Waits until it says it is ready. */
    public WaypostProcess ready() {
        await("ready: " + log)
                .atMost(START)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> {
                            if (!process.isAlive()) {
                                throw new AssertionError("it ended at start:\n" + log());
                            }
                            return status("/q/health/ready") == 200;
                        });
        return this;
    }

    /** Where health and metrics are: {@code 127.0.0.1:9000}. */
    public String management() {
        return management.substring("http://".length());
    }

    /** The status code of a management page; 0 while nobody answers. */
    public int status(String page) {
        HttpResponse<String> response = get(management + page);
        return response == null ? 0 : response.statusCode();
    }

    /** The text of a management page; empty while nobody answers. */
    public String page(String page) {
        HttpResponse<String> response = get(management + page);
        return response == null ? "" : response.body();
    }

    /** The text of a page for people and their tools; empty while nobody answers. */
    public String site(String page) {
        HttpResponse<String> response = get(site + page);
        return response == null ? "" : response.body();
    }

    /** The metrics as Prometheus' own tools read them; empty while nobody answers. */
    public String plainMetrics() {
        HttpResponse<String> response = get(management + "/q/metrics", "text/plain");
        return response == null ? "" : response.body();
    }

    private static HttpResponse<String> get(String address) {
        return get(address, "*/*");
    }

    private static HttpResponse<String> get(String address, String accept) {
        try {
            URI uri = URI.create(address);
            return HTTP.send(
                    HttpRequest.newBuilder(uri)
                            .header("Accept", accept)
                            .timeout(Duration.ofSeconds(5))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Everything it printed so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGSTOP: it does nothing until {@link #thaw}. */
    public void freeze() {
        signal("STOP");
    }

    /** SIGCONT. */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** SIGKILL: it is gone at once. */
    public void kill() {
        process.destroyForcibly();
        exitCode(Duration.ofSeconds(10));
    }

    /** SIGTERM, and how it ended. */
    public int terminate(Duration longest) {
        process.destroy();
        return exitCode(longest);
    }

    /** Waits for its end. */
    public int exitCode(Duration longest) {
        try {
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("it did not end within " + longest + ":\n" + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
