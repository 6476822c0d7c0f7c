package dev.waypost.ops.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.waypost.Surroundings;
import dev.waypost.WaypostProcess;
import dev.waypost.config.KafkaSettings;
import dev.waypost.ops.Settings;
import dev.waypost.ops.deadletter.DeadLetterRecord;
import dev.waypost.ops.scan.Progress;
import dev.waypost.relay.Port;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the person on call asks after a bad hour, of what the built artifact has written. */
class MailStoryIT {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void each_mail_of_a_bad_hour_has_its_story() {
        try (Surroundings world = new Surroundings()) {
            world.topics().create("outbound-mail", 3);
            world.relay().on(Port.SUBMISSION).refuseConnections();
            world.relay().onAllPorts().whenRecipient("late@*").reply("450 4.2.0 later").times(2);
            world.relay().onAllPorts().whenRecipient("gone@*").reply("550 5.1.1 no such user");
            publish(world, "order-1", "\"to\": [\"late@example.net\", \"gone@example.net\"]");
            publish(world, "order-2", "\"to\": [\"ann@example.net\"], \"subjct\": \"typo\"");
            try (WaypostProcess waypost =
                    world.settings().with("WAYPOST_RETRY_SCHEDULE", "1s*5").start()) {
                await("all is told")
                        .atMost(LONG)
                        .untilAsserted(
                                () ->
                                        assertThat(world.told())
                                                .containsEntry("order-2", List.of("rejected"))
                                                .containsEntry(
                                                        "order-1",
                                                        List.of(
                                                                "deferred",
                                                                "deferred",
                                                                "partly_accepted")));

                MailStory first = story(world, "order-1");

                assertThat(first.events())
                        .extracting(StatusEntry::attempt)
                        .containsExactly(1, 2, 3);
                // Found at the start already: the first mail went round it.
                assertThat(first.events().get(0).postponedPorts())
                        .extracting(StatusEntry.PostponedPort::reason)
                        .contains("port_refused");
                assertThat(first.events().get(2).tries())
                        .extracting(StatusEntry.PortTry::port)
                        .containsExactly(world.relay().number(Port.ALTERNATE));
                assertThat(first.events().get(0).recipients())
                        .extracting(StatusEntry.Recipient::response)
                        .containsExactly("450 4.2.0 later", "550 5.1.1 no such user");
                assertThat(first.now())
                        .extracting(now -> now.state().word() + " " + now.recipients())
                        .containsExactlyInAnyOrder(
                                "accepted [late@example.net]", "given_up [gone@example.net]");
                assertThat(first.now()).noneMatch(now -> now.nextTry().isPresent());
                assertThat(first.record().orElseThrow().topic()).isEqualTo("outbound-mail");
                assertThat(first.publishedAt()).isPresent();

                MailStory second = story(world, "order-2");
                assertThat(second.deadLetters())
                        .extracting(DeadLetterRecord::mailId, DeadLetterRecord::reason)
                        .containsExactly(tuple("order-2", "invalid_event"));
                assertThat(waypost.log()).contains("reason=invalid_event").contains("id=order-2");
            }
            try (WaypostProcess mail =
                    world.settings().arguments("mail", "late@example.net").start()) {
                assertThat(mail.exitCode(LONG)).isZero();
                assertThat(mail.log())
                        .contains("mail order-1", "450 4.2.0 later", "next try at")
                        .contains("Nothing listens on this port")
                        .contains("partly_accepted: 1 accepted, 1 given up")
                        .contains("late@example.net: accepted by the relay")
                        .contains("gone@example.net: given up")
                        .contains("dead-letters replay ");
            }
        }
    }

    private static MailStory story(Surroundings world, String text) {
        MailStories stories =
                new MailStories(
                        Settings.of(Map.of("waypost.relay.host", "relay")),
                        new KafkaSettings(
                                Map.of("bootstrap.servers", world.kafka().bootstrapServers())));
        List<MailStory> mails = stories.find(MailQuery.of(text), Progress.NONE).mails();
        assertThat(mails).hasSize(1);
        return mails.get(0);
    }

    /** Without a key, as the README does. */
    private static void publish(Surroundings world, String id, String recipients) {
        String event =
                "{\"id\": \"%s\", \"from\": \"shop@example.org\", \"subject\": \"s\", \"text\": \"t\", %s}"
                        .formatted(id, recipients);
        try {
            world.topics()
                    .send("outbound-mail", null, event.getBytes(StandardCharsets.UTF_8), Map.of())
                    .get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
