package dev.waypost.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.Surroundings;
import dev.waypost.WaypostProcess;
import dev.waypost.relay.Port;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Steps that take the place of a report, which no check of the routes sees. Nothing is lost for
 * them: the record stays in Kafka, its partition waits, readiness and log say where to look, and
 * the relay is not asked again.
 */
class EditedReportsIT {

    private static final Duration LONG = Duration.ofMinutes(2);
    private final Surroundings world = new Surroundings();
    @TempDir private Path folder;

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_dead_letter_that_another_step_takes_the_place_of_is_none() {
        loses(routesWithout("deadLetter"), "m-1", "its dead letter (outbound-mail.dead-letter)");
    }

    @Test
    void a_retry_that_another_step_takes_the_place_of_is_none() {
        loses(routesWithout("retryRecord"), "m-0", "its retry (outbound-mail.retry.<delay>)");
    }

    @Test
    void a_mail_that_was_sent_and_is_told_nobody_is_not_sent_again_for_ever() {
        loses(routesWithout("statusEvent"), "m-2", "its status event (outbound-mail.status)");
    }

    /** A header whose name only the message knows leads what is written to another topic. */
    private EditedRoutes routesWithout(String record) {
        String written = "        - bean: {ref: %s, method: write}\n".formatted(record);
        String elsewhere =
                """
                        - setHeader:
                            name: "kafka.${exchangeProperty.what}_TOPIC"
                            constant: elsewhere
                """;
        String what = "        - setProperty: {name: what, constant: OVERRIDE}\n";
        return new EditedRoutes(folder.resolve("routes"))
                .edit("30-report.camel.yaml", written, written + what + elsewhere);
    }

    /** What it is that this edit would have lost: it stays, loudly, and the relay has peace. */
    private void loses(EditedRoutes routes, String mail, String missing) {
        publish();
        try (WaypostProcess waypost = start(routes)) {
            await("it is loud")
                    .atMost(LONG)
                    .until(() -> waypost.page("/q/health/ready").contains(missing));
            assertThat(waypost.status("/q/health/ready")).isEqualTo(503);
            assertThat(waypost.log())
                    .containsPattern(
                            "ERROR.*record outbound-mail/0/\\d.*route [\\w-]+, step \\w+ \\(.*yaml:\\d+\\)");
            await("it comes back again and again, and its partition waits")
                    .atMost(LONG)
                    .until(
                            () ->
                                    waypost.page("/q/health/ready")
                                            .contains("outbound-mail-0 waits at offset"));
            world.publish(10, 12);

            await("the relay was asked once").atMost(LONG).until(() -> asked(mail) == 1);
            assertThat(world.topics().lag("waypost", "outbound-mail")).isPositive();
            assertThat(waypost.log().lines().filter(line -> line.contains(missing)))
                    .as("lines, one for each step at the most")
                    .hasSizeLessThanOrEqualTo(3);
        }
        arrives(mail);
    }

    /** After the routes were put right and Waypost started anew. */
    private void arrives(String mail) {
        try (WaypostProcess waypost =
                world.settings().with("WAYPOST_RETRY_SCHEDULE", "1s*3").start()) {
            await("all is told: " + mail).atMost(LONG).until(this::isAllTold);
            await("all is committed")
                    .atMost(LONG)
                    .until(() -> world.topics().lag("waypost", "outbound-mail") == 0);
            assertThat(world.arrived()).contains("m-0", "m-2", "m-10", "m-11");
        }
    }

    private boolean isAllTold() {
        return world.told().getOrDefault("m-0", List.of()).contains("accepted")
                && world.told().getOrDefault("m-1", List.of()).contains("rejected")
                && world.told().getOrDefault("m-2", List.of()).contains("accepted");
    }

    /** One that is put off once, one that is refused, one that is accepted. */
    private void publish() {
        world.topics().create("outbound-mail", 1);
        world.relay()
                .onAllPorts()
                .whenRecipient("user0@example.org")
                .reply("451 4.3.0 later")
                .times(1);
        world.relay().onAllPorts().whenRecipient("user1@example.org").reply("550 5.1.1 unknown");
        world.publish(0, 3);
    }

    private WaypostProcess start(EditedRoutes routes) {
        return world.settings()
                .with("WAYPOST_ROUTES", routes.folder())
                .with("WAYPOST_RETRY_SCHEDULE", "1s*3")
                .start();
    }

    /** How often the relay was asked about a mail's recipient. */
    private long asked(String mail) {
        String recipient = "user" + mail.substring(2) + "@example.org";
        return Stream.of(Port.values())
                .flatMap(port -> world.relay().dialogue(port).stream())
                .filter(line -> line.contains("RCPT TO:<" + recipient))
                .count();
    }
}
