package dev.waypost.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.waypost.FreePort;
import dev.waypost.Surroundings;
import dev.waypost.relay.Port;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** The console as browsers, scripts and other people's pages meet it, octet by octet. */
final class ConsoleClient implements AutoCloseable {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String OWN = "X-Waypost-Console: 1";
    private static final String STATUS = "{\"command\":\"status\",\"details\":{}}";

    private final int port = FreePort.any();
    private final Path passwords;

    ConsoleClient() {
        try {
            passwords = Files.createTempFile("console-", ".htpasswd");
            Files.writeString(passwords, line("ann", "right") + line("bob", "right"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As htpasswd -B writes it. */
    private static String line(String name, String password) {
        return name
                + ":"
                + BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(4, password.toCharArray())
                + "\n";
    }

    /** Ann is an operator, Bob is not. */
    Map<String, String> settings() {
        return Map.of(
                "QUARKUS_HTTP_PORT", Integer.toString(port),
                "WAYPOST_CONSOLE_PASSWORD_FILE", passwords.toString(),
                "WAYPOST_CONSOLE_OPERATORS", "ann");
    }

    void lets_in_whom_it_should() {
        String page = get("/");
        assertThat(page)
                .startsWith("HTTP/1.1 200")
                .contains("default-src 'none'; script-src 'self'", "nosniff", "no-referrer");
        assertThat(request("HEAD", "/", "localhost:" + port, ""))
                .startsWith("HTTP/1.1 200")
                .endsWith("\r\n\r\n");
        assertThat(get("/api/state")).contains("\"state\":\"running\"", "\"name\":\"587\"");

        // Reading: from this machine, or with a login.
        assertThat(get("/api/state", "X-Forwarded-For: 127.0.0.1")).startsWith("HTTP/1.1 401");
        assertThat(get("/api/state", "X-Forwarded-For: 192.0.2.1", as("bob", "right")))
                .startsWith("HTTP/1.1 200");
        assertThat(get("/api/state", as("bob", "wrong"))).startsWith("HTTP/1.1 401");
        assertThat(request("GET", "/api/state", "evil.example", "")).startsWith("HTTP/1.1 401");

        // Acting: the role, and no other site.
        assertThat(post("/api/control", STATUS, OWN)).startsWith("HTTP/1.1 401");
        assertThat(post("/api/control", STATUS, OWN, as("bob", "right")))
                .startsWith("HTTP/1.1 403")
                .contains("bob has not the role operator");
        assertThat(post("/api/control", STATUS, as("ann", "right")))
                .startsWith("HTTP/1.1 403")
                .contains("not the console's own");
        assertThat(
                        post(
                                "/api/control",
                                STATUS,
                                OWN,
                                "Origin: http://evil.example",
                                as("ann", "right")))
                .startsWith("HTTP/1.1 403");
        assertThat(
                        post(
                                "/api/control",
                                STATUS,
                                OWN,
                                "Sec-Fetch-Site: cross-site",
                                as("ann", "right")))
                .startsWith("HTTP/1.1 403");
        assertThat(post("/api/control", STATUS, OWN, as("ann", "right")))
                .startsWith("HTTP/1.1 200")
                .contains("\"done\":true", "running, unlimited; ");
        assertThat(post("/api/control", "{\"command\":\"sing\"}", OWN, as("ann", "right")))
                .startsWith("HTTP/1.1 400")
                .contains("no command: sing");
    }

    void tells_of_a_blocked_port_as_it_happens(Surroundings world) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout((int) LONG.toMillis());
            send(socket, "GET", "/api/live", "localhost:" + port, "");
            BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(until(lines, "data: ")).contains("\"state\":\"running\"");

            world.relay().on(Port.SUBMISSION).refuseConnections();
            world.relay().on(Port.SUBMISSION).dropConnections();
            int before = world.arrived().size();
            world.publish(100, 101);
            await("round it").atMost(LONG).until(() -> world.arrived().size() > before);

            assertThat(until(lines, "\"reason\":\"port_refused\""))
                    .contains("Nothing listens on this port");
            world.relay().on(Port.SUBMISSION).open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void shows_what_was_refused_and_why(Surroundings world) {
        world.topics()
                .publish(
                        "outbound-mail",
                        "typo",
                        "{\"id\":\"typo\",\"from\":\"a@example.org\",\"to\":[\"carl@example.org\"],"
                                + "\"subjekt\":\"x\",\"text\":\"secret body\"}");
        await("it is a dead letter")
                .atMost(LONG)
                .until(() -> get("/api/dead-letters").contains("subjekt"));
        String letters = get("/api/dead-letters");
        assertThat(letters).contains("\"mail_id\":\"typo\"", "\"reason\":\"invalid_event\"");
        assertThat(get("/api/dead-letters/counts")).contains("\"invalid_event\":1");

        String place =
                letters.replaceAll("(?s)^.*?\"partition\":(\\d+),\"offset\":(\\d+).*", "$1:$2");
        String unseen = get("/api/dead-letters/at/" + place);
        assertThat(unseen)
                .contains("c***@example.org")
                .doesNotContain("carl@example.org", "secret body");
        assertThat(get("/api/dead-letters/at/" + place, as("ann", "right")))
                .contains("carl@example.org", "secret body");
        assertThat(
                        post(
                                "/api/dead-letters/replay",
                                "{\"places\":[\"%s\"],\"dry_run\":true}".formatted(place),
                                OWN,
                                as("ann", "right")))
                .contains("\"would_be_put_back\":1");
    }

    void finds_what_became_of_a_mail(Surroundings world) {
        String mail = "{\"mail\":\"m-100\"}";
        assertThat(post("/api/mails", mail)).startsWith("HTTP/1.1 403");
        assertThat(post("/api/mails", "{}", OWN)).startsWith("HTTP/1.1 400").contains("which mail");
        assertThat(post("/api/mails", mail, OWN))
                .startsWith("HTTP/1.1 200")
                .contains("\"mail_id\":\"m-100\"", "\"port_refused\"", "u***@example.org")
                .doesNotContain("user100@example.org");
        assertThat(post("/api/mails", mail, OWN, as("ann", "right")))
                .contains("user100@example.org");
        assertThat(post("/api/mails", "{\"mail\":\"unheard-of\"}", OWN))
                .contains("\"mails\":[]", "\"status_since\"");
    }

    private static String until(BufferedReader lines, String wanted) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.contains(wanted)) {
                return line;
            }
        }
        throw new AssertionError("the stream ended without " + wanted);
    }

    private static String as(String name, String password) {
        byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private String get(String path, String... headers) {
        return request("GET", path, "localhost:" + port, "", headers);
    }

    private String post(String path, String body, String... headers) {
        return request("POST", path, "localhost:" + port, body, headers);
    }

    /** Over a socket: an HTTP client of the JDK lets nobody say Host or Origin. */
    private String request(
            String method, String path, String host, String body, String... headers) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout((int) LONG.toMillis());
            send(socket, method, path, host, body, headers);
            try (InputStream in = socket.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(
            Socket socket, String method, String path, String host, String body, String... headers)
            throws IOException {
        StringBuilder request = new StringBuilder();
        request.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
        request.append("Host: ").append(host).append("\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        request.append("Content-Length: ").append(octets.length).append("\r\n");
        request.append(path.equals("/api/live") ? "" : "Connection: close\r\n").append("\r\n");
        OutputStream out = socket.getOutputStream();
        out.write(request.toString().getBytes(StandardCharsets.UTF_8));
        out.write(octets);
        out.flush();
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(passwords);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
