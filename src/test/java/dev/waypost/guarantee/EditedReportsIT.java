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
 * Edits of the report routes that say what is not so. At run time nothing is lost for them: the
 * record stays in Kafka, its partition waits, and readiness and log say where to look.
 */
class EditedReportsIT {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String REPORT = "30-report.camel.yaml";

    private final Surroundings world = new Surroundings();
    @TempDir private Path folder;

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_condition_that_never_holds_loses_no_deferred_mail_and_asks_the_relay_no_more() {
        loses(
                routes().edit(
                                REPORT,
                                "              - filter:\n                  exchangeProperty: deferred",
                                "              - filter:\n                  simple: \"${exchangeProperty.deferred}"
                                        + " && ${exchangeProperty.verdict.status} == 'defered'\""),
                "m-0",
                "its retry (outbound-mail.retry.<delay>)");
        assertThat(world.told().get("m-0")).contains("deferred", "accepted");
    }

    @Test
    void a_retry_topic_that_nobody_reads_keeps_no_mail() {
        loses(
                routes().edit(
                                REPORT,
                                "kafka:{{waypost.topic}}.retry.${exchangeProperty.verdict.backoff}",
                                "kafka:${exchangeProperty.verdict.backoff}"),
                "m-0",
                "its retry (outbound-mail.retry.<delay>)");
    }

    @Test
    void a_dead_letter_that_is_written_elsewhere_is_none() {
        loses(
                routes().edit(
                                REPORT,
                                "- to:\n            description: Compressed, so that there is room for the headers that are added.\n            uri: kafka:{{waypost.topic}}.dead-letter",
                                "- toD:\n            description: Elsewhere.\n            uri: kafka:lost.${exchangeProperty.verdict.status}"),
                "m-1",
                "its dead letter (outbound-mail.dead-letter)");
    }

    @Test
    void a_mail_that_was_sent_and_is_told_nobody_is_not_sent_again() {
        loses(
                routes().edit(
                                REPORT,
                                "- to: direct:report-status",
                                "- filter:\n            description: Never.\n            simple: \"${exchangeProperty.verdict.status} == 'acepted'\"\n"
                                        + "            steps:\n              - to: direct:report-status"),
                "m-2",
                "its status event (outbound-mail.status)");
    }

    @Test
    void a_copy_of_the_report_for_somebody_else_disturbs_nothing() {
        keepsAll(
                routes().edit(
                                REPORT,
                                "        - to: direct:write-status\n",
                                "        - to: direct:write-status\n        - to: kafka:audit\n"));
    }

    private EditedRoutes routes() {
        return new EditedRoutes(folder.resolve("routes"));
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

    private void keepsAll(EditedRoutes routes) {
        publish();
        try (WaypostProcess waypost = start(routes)) {
            await("all is told").atMost(LONG).until(this::isAllTold);
            await("all is committed")
                    .atMost(LONG)
                    .until(() -> world.topics().lag("waypost", "outbound-mail") == 0);
            assertThat(world.topics().records("outbound-mail.dead-letter")).hasSize(1);
            assertThat(world.duplicates()).isZero();
            assertThat(waypost.status("/q/health/ready")).isEqualTo(200);
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
