package dev.waypost.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.Surroundings;
import dev.waypost.WaypostProcess;
import dev.waypost.kafka.TopicRecord;
import dev.waypost.relay.Port;
import dev.waypost.relay.ReceivedMail;
import dev.waypost.relay.ScriptedRelay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole examples of routes/README.md, all in one folder, do on the artifact what they say;
 * ExamplesTest checks each alone.
 */
class ExamplesIT {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String EVENT =
            """
            {"id": "%1$s", "from": "shop@example.org", "to": ["%2$s"], "subject": "%1$s", %3$s}""";
    private static final String TEXT = "\"text\": \"Hello.\"";

    private static Surroundings world;
    private static ScriptedRelay bulk;
    private static WaypostProcess waypost;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        world = new Surroundings();
        bulk = ScriptedRelay.start().login("bulk", "s&cret");
        Path routes = folder.resolve("routes");
        Example.allAppliedTo(routes);
        Path trusted = folder.resolve("trusted.pem");
        Files.writeString(
                trusted, Files.readString(world.relay().caPem()) + Files.readString(bulk.caPem()));
        waypost =
                world.settings()
                        .with("WAYPOST_ROUTES", routes)
                        .with("WAYPOST_RELAY_TRUST_CERTIFICATES", trusted)
                        .with("BULK_HOST", bulk.host())
                        .with("BULK_PORT", bulk.number(Port.SUBMISSION))
                        .with("BULK_USERNAME", "bulk")
                        .with("BULK_PASSWORD", "s&cret")
                        .start()
                        .ready();
    }

    @AfterAll
    static void close() {
        waypost.close();
        bulk.close();
        world.close();
    }

    @Test
    void a_copy_of_each_accepted_mail() {
        world.relay().onAllPorts().whenRecipient("no@example.org").reply("550 5.1.1 unknown");
        publish("copy-a", "ann@example.org", TEXT);
        publish("copy-no", "no@example.org", TEXT);
        publish("copy-b", "bob@example.org", TEXT);

        awaitTold("copy-a", "copy-no", "copy-b");

        assertThat(world.topics().records("mail-audit"))
                .extracting(TopicRecord::text)
                .filteredOn(text -> text.contains("copy-"))
                .containsExactlyInAnyOrder(
                        EVENT.formatted("copy-a", "ann@example.org", TEXT),
                        EVENT.formatted("copy-b", "bob@example.org", TEXT));
    }

    @Test
    void domains_that_get_no_mail() {
        publish("domain-denied", "ann@Example.Invalid", TEXT);
        publish("domain-below", "ann@mail.example.test", TEXT);
        publish("domain-taken", "ann@example.org", TEXT);

        awaitTold("domain-denied", "domain-below", "domain-taken");

        assertThat(world.told().get("domain-denied")).containsExactly("rejected");
        assertThat(world.told().get("domain-below")).containsExactly("rejected");
        assertThat(taken("domain-"))
                .extracting(ReceivedMail::subject)
                .containsExactly("domain-taken");
        assertThat(world.topics().records("outbound-mail.dead-letter"))
                .filteredOn(letter -> letter.text().contains("domain-"))
                .hasSize(2)
                .allSatisfy(
                        letter -> {
                            assertThat(letter.header("dead-letter-reason"))
                                    .hasValue("refused_by_route");
                            assertThat(letter.header("dead-letter-detail"))
                                    .hasValue("this domain is on our deny-list");
                        });
    }

    @Test
    void a_header_in_each_mail() {
        publish("header-plain", "ann@example.org", TEXT);
        world.topics()
                .publish(
                        "outbound-mail",
                        "header-raw",
                        """
                        {"id": "header-raw", "from": "shop@example.org", "to": ["bob@example.org"],
                         "raw": "From: shop@example.org\\r\\nSubject: header-raw\\r\\n\\r\\nHello."}""");

        awaitTold("header-plain", "header-raw");

        assertThat(taken("header-"))
                .hasSize(2)
                .allSatisfy(mail -> assertThat(mail.header("X-Environment")).isEqualTo("staging"));
    }

    @Test
    void another_relay_for_one_stream() {
        publish("stream-order", "ann@example.org", TEXT);
        publish("stream-news", "ann@example.org", TEXT + ", \"stream\": \"bulk\"");

        awaitTold("stream-order", "stream-news");

        assertThat(taken("stream-"))
                .extracting(ReceivedMail::subject)
                .containsExactly("stream-order");
        assertThat(bulk.mails())
                .singleElement()
                .satisfies(
                        mail -> {
                            assertThat(mail.subject()).isEqualTo("stream-news");
                            assertThat(mail.login()).isEqualTo("bulk");
                            assertThat(mail.tls()).isTrue();
                        });
    }

    @Test
    void no_more_than_so_many_a_second() {
        Instant before = Instant.now();

        world.publish(0, 35);

        await("all arrive").atMost(LONG).until(() -> taken("m-").size() == 35);
        assertThat(taken("m-").get(34).receivedAt()).isAfter(before.plusSeconds(3));
    }

    private static void publish(String id, String to, String rest) {
        world.topics().publish("outbound-mail", id, EVENT.formatted(id, to, rest));
    }

    private static void awaitTold(String... mails) {
        await("all is told")
                .atMost(LONG)
                .until(() -> world.told().keySet().containsAll(List.of(mails)));
    }

    private static List<ReceivedMail> taken(String kind) {
        return world.relay().mails().stream()
                .filter(mail -> mail.subject().startsWith(kind))
                .toList();
    }
}
