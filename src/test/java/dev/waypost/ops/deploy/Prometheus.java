package dev.waypost.ops.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waypost.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The program itself, as it is installed: it scrapes one pod twice a second. */
final class Prometheus implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final String address;

    private Prometheus(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts it, with its data below the folder.
     *
     * @param target the pod's management port
     * @param groups of alerting rules
     */
    static Prometheus started(Path folder, String target, Object groups) throws IOException {
        Path rules = folder.resolve("rules.yaml");
        Files.writeString(rules, JSON.writeValueAsString(Map.of("groups", groups)));
        Path settings = folder.resolve("prometheus.yaml");
        Map<String, Object> pod =
                Map.of(
                        "targets",
                        List.of(target),
                        "labels",
                        Map.of("namespace", "waypost", "pod", "waypost-0"));
        Files.writeString(
                settings,
                JSON.writeValueAsString(
                        Map.of(
                                "global",
                                Map.of("scrape_interval", "500ms", "evaluation_interval", "500ms"),
                                "rule_files",
                                List.of(rules.toAbsolutePath().toString()),
                                "scrape_configs",
                                List.of(
                                        Map.of(
                                                "job_name",
                                                "waypost",
                                                "metrics_path",
                                                "/q/metrics",
                                                "static_configs",
                                                List.of(pod))))));
        String address = "127.0.0.1:" + FreePort.any();
        Process process =
                new ProcessBuilder(
                                "prometheus",
                                "--config.file=" + settings,
                                "--storage.tsdb.path=" + folder.resolve("data"),
                                "--web.listen-address=" + address)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("prometheus.log").toFile())
                        .start();
        return new Prometheus(process, "http://" + address);
    }

    /** The names of the alerts that fire now; empty while it does not answer. */
    Set<String> firing() {
        Set<String> names = new TreeSet<>();
        for (JsonNode alert : ask("/api/v1/alerts").path("alerts")) {
            if (alert.path("state").asText().equals("firing")) {
                names.add(alert.path("labels").path("alertname").asText());
            }
        }
        return names;
    }

    /** The names of the alerts that fired since it was started. */
    Set<String> fired() {
        Set<String> names = new TreeSet<>();
        find("max_over_time(ALERTS{alertstate='firing'}[1h])")
                .forEach(series -> names.add(series.at("/metric/alertname").asText()));
        return names;
    }

    /** What a query finds now, a series each; empty while it does not answer. */
    JsonNode find(String query) {
        return ask("/api/v1/query?query=" + URLEncoder.encode(query, UTF_8)).path("result");
    }

    private JsonNode ask(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address + path)).build();
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            // It answers 503 while it begins.
            return answer.statusCode() == 200
                    ? JSON.readTree(answer.body()).path("data")
                    : JSON.missingNode();
        } catch (java.net.ConnectException notYet) {
            return JSON.missingNode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
