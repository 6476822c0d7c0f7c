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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole examples of routes/README.md do on the artifact what they say. */
class ExamplesIT {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String EVENT =
            """
            {"id": "%1$s", "from": "shop@example.org", "to": ["%2$s"], "subject": "%1$s", %3$s}""";
    private static final String TEXT = "\"text\": \"Hello.\"";

    private final Surroundings world = new Surroundings();
    @TempDir private Path folder;
    private WaypostProcess waypost;

    @AfterEach
    void close() {
        waypost.close();
        world.close();
    }

    @Test
    void a_copy_of_each_accepted_mail() {
        start("A copy of each accepted mail", world.settings());
        world.relay().onAllPorts().whenRecipient("no@example.org").reply("550 5.1.1 unknown");
        publish("a", "ann@example.org", TEXT);
        publish("no", "no@example.org", TEXT);
        publish("b", "bob@example.org", TEXT);

        awaitTold(3);

        assertThat(world.topics().records("mail-audit"))
                .extracting(TopicRecord::text)
                .containsExactlyInAnyOrder(
                        EVENT.formatted("a", "ann@example.org", TEXT),
                        EVENT.formatted("b", "bob@example.org", TEXT));
    }

    @Test
    void domains_that_get_no_mail() {
        start("Domains that get no mail", world.settings());
        publish("denied", "ann@Example.Invalid", TEXT);
        publish("below", "ann@mail.example.test", TEXT);
        publish("taken", "ann@example.org", TEXT);

        awaitTold(3);

        assertThat(world.told().get("denied")).containsExactly("rejected");
        assertThat(world.told().get("below")).containsExactly("rejected");
        assertThat(world.arrived()).containsExactly("taken");
        assertThat(world.topics().records("outbound-mail.dead-letter"))
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
        start("A header in each mail", world.settings());
        publish("plain", "ann@example.org", TEXT);
        world.topics()
                .publish(
                        "outbound-mail",
                        "raw",
                        """
                        {"id": "raw", "from": "shop@example.org", "to": ["bob@example.org"],
                         "raw": "From: shop@example.org\\r\\nSubject: raw\\r\\n\\r\\nHello."}""");

        awaitTold(2);

        assertThat(world.relay().mails())
                .hasSize(2)
                .allSatisfy(mail -> assertThat(mail.header("X-Environment")).isEqualTo("staging"));
    }

    @Test
    void another_relay_for_one_stream() throws IOException {
        try (ScriptedRelay bulk = ScriptedRelay.start().login("bulk", "s&cret")) {
            Path trusted = folder.resolve("trusted.pem");
            Files.writeString(
                    trusted,
                    Files.readString(world.relay().caPem()) + Files.readString(bulk.caPem()));
            start(
                    "Another relay for one stream",
                    world.settings()
                            .with("WAYPOST_RELAY_TRUST_CERTIFICATES", trusted)
                            .with("BULK_HOST", bulk.host())
                            .with("BULK_PORT", bulk.number(Port.SUBMISSION))
                            .with("BULK_USERNAME", "bulk")
                            .with("BULK_PASSWORD", "s&cret"));
            publish("order", "ann@example.org", TEXT);
            publish("news", "ann@example.org", TEXT + ", \"stream\": \"bulk\"");

            awaitTold(2);

            assertThat(world.relay().mails())
                    .extracting(ReceivedMail::subject)
                    .containsExactly("order");
            assertThat(bulk.mails())
                    .singleElement()
                    .satisfies(
                            mail -> {
                                assertThat(mail.subject()).isEqualTo("news");
                                assertThat(mail.login()).isEqualTo("bulk");
                                assertThat(mail.tls()).isTrue();
                            });
        }
    }

    @Test
    void no_more_than_so_many_a_second() {
        start("No more than so many a second", world.settings());
        Instant before = Instant.now();

        world.publish(0, 35);

        await("all arrive").atMost(LONG).until(() -> world.arrived().size() == 35);
        List<ReceivedMail> mails = world.relay().mails();
        assertThat(mails.get(mails.size() - 1).receivedAt()).isAfter(before.plusSeconds(3));
    }

    private void start(String title, WaypostProcess.Settings settings) {
        Path routes = folder.resolve("routes");
        Example.titled(title).appliedTo(routes);
        waypost = settings.with("WAYPOST_ROUTES", routes).start().ready();
    }

    private void publish(String id, String to, String rest) {
        world.topics().publish("outbound-mail", id, EVENT.formatted(id, to, rest));
    }

    private void awaitTold(int mails) {
        await("all is told").atMost(LONG).until(() -> world.told().size() == mails);
    }
}
