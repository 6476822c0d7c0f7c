package dev.waypost.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.Surroundings;
import dev.waypost.WaypostProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An expression that fails says what it failed on; that must not be the mail. */
class NothingOfTheMailInTheLogIT {

    private static final String MARKER = "marker-4711";

    private static final String MAIL =
            """
            {"id": "m-1", "from": "Shop %1$s <shop@example.org>", "to": ["%1$s@example.org"],
             "reply_to": ["%1$s@example.net"], "subject": "%1$s", "text": "%1$s", "html": "%1$s",
             "headers": {"X-Note": "%1$s"}, "metadata": {"note": "%1$s"},
             "attachments": [{"filename": "%1$s.txt", "content_type": "text/plain",
                              "content": "bWFya2VyLTQ3MTE="}]}
            """
                    .formatted(MARKER);

    private final Surroundings world = new Surroundings();

    @TempDir Path routes;

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_failing_expression_of_a_route_shows_nothing_of_the_mail() throws IOException {
        copyRoutes();
        after("- bean: {ref: recordCapture, method: take}", caught("${body.notify}", 14));
        after(
                "- bean: {ref: mailEvents, method: decode}",
                caught("${body.event.notify}", 8)
                        + caught("${body.event.to[7].notify}", 8)
                        + caught("${body.event.attachments[0].notify}", 8)
                        + caught("${body.record.notify}", 8)
                        + caught("${body.history.notify}", 8));
        after(
                "- bean: {ref: mimeComposer, method: compose}",
                caught("${body.notify}", 8)
                        + "        - setProperty: {name: tried, simple: \"${body.recipients[9].notify}\"}\n");
        world.topics().publish("outbound-mail", "m-1", MAIL);

        try (WaypostProcess waypost =
                world.settings().with("WAYPOST_ROUTES", routes).start().ready()) {
            await("the last one, which nobody catches")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> waypost.log().contains("not foreseen"));

            assertThat(waypost.log().lines().filter(line -> line.contains("caught"))).hasSize(7);
            assertThat(waypost.log())
                    .contains("notify")
                    .doesNotContain(MARKER)
                    .doesNotContain("shop@");
        }
    }

    private static String caught(String simple, int indent) {
        return """
                - doTry:
                    steps:
                      - setProperty: {name: tried, simple: "%s"}
                    doCatch:
                      - exception: [java.lang.Exception]
                        steps:
                          - log: {message: "caught ${exception} ${exception.stacktrace}"}
                """
                .formatted(simple)
                .indent(indent);
    }

    private void after(String step, String more) throws IOException {
        Path file = routes.resolve("10-intake.camel.yaml");
        String yaml = Files.readString(file);
        assertThat(yaml).contains(step + "\n");
        Files.writeString(
                file,
                yaml.replaceFirst(
                        Pattern.quote(step + "\n"), Matcher.quoteReplacement(step + "\n" + more)));
    }

    private void copyRoutes() throws IOException {
        Path from = Path.of("routes");
        Files.createDirectories(routes.resolve("relays"));
        try (Stream<Path> files = Files.walk(from, 2)) {
            List<Path> yaml = files.filter(f -> f.toString().endsWith(".camel.yaml")).toList();
            for (Path file : yaml) {
                Files.copy(file, routes.resolve(from.relativize(file).toString()));
            }
        }
    }
}
