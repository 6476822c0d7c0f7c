package dev.waypost.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.Surroundings;
import dev.waypost.WaypostProcess;
import dev.waypost.relay.Port;
import dev.waypost.relay.ReceivedMail;
import dev.waypost.relay.TokenBucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A relay that limits the rate gets what it allows: nothing is put off, nothing pauses. */
class RelayLimitIT {

    private static final int PER_SECOND = 100;
    private static final int MAILS = 500;
    private static final String STATUS = "outbound-mail.status";

    private final Surroundings world = new Surroundings();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @Tag("alone")
    void throttled_mails_arrive_without_a_retry_and_without_a_pause() {
        TokenBucket bucket = new TokenBucket(PER_SECOND);
        world.relay().on(Port.SUBMISSION).limit(bucket);
        world.publish(0, MAILS);

        try (WaypostProcess waypost = inAnotherLanguage().start()) {
            await("all accepted and committed")
                    .atMost(Duration.ofMinutes(2))
                    .untilAsserted(
                            () -> {
                                assertThat(world.relay().mailCount()).isEqualTo(MAILS);
                                assertThat(world.topics().lag("waypost", "outbound-mail")).isZero();
                            });

            awaitHealth(waypost, "/s (learned)");
            awaitHealth(waypost, "throttled, ");
            assertThat(waypost.page("/q/metrics"))
                    .contains("waypost_relay_rate_limit_source{source=\"learned\"} 1.0")
                    .containsPattern(
                            "waypost_relay_throttle_replies_total\\{kind=\"rate\",[^}]*\\} "
                                    + bucket.refused()
                                    + "\\.0");
            assertThat(waypost.log())
                    .containsPattern(
                            "relay localhost: the pace falls to [\\d.]+/s \\(learned\\), after 4")
                    .containsPattern("read \\d+ status partitions")
                    .doesNotContain("status=deferred")
                    .doesNotContain("pauses");
        }

        assertThat(bucket.refused()).isBetween(1, MAILS / 5);
        assertThat(world.duplicates()).isZero();
        assertThat(world.told().values())
                .hasSize(MAILS)
                .allMatch(told -> told.equals(List.of("accepted")));
    }

    @Test
    @Tag("alone")
    void a_rate_that_was_told_is_kept_to_by_one_pod_and_by_several_together() {
        TokenBucket bucket = new TokenBucket(66);
        world.relay().on(Port.SUBMISSION).limit(bucket);
        world.topics().create("outbound-mail", 6);
        world.publish(0, 150);
        List<WaypostProcess> pods = new ArrayList<>();
        try {
            pods.add(told().start());
            await("all accepted")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> world.arrived().size() == 150);
            assertThat(pods.get(0).page("/q/health/ready")).contains("60/s (configured)");
            assertThat(bucket.refused()).as("never exceeded").isZero();

            pods.add(told().start());
            pods.add(told().start());
            for (WaypostProcess pod : pods) {
                awaitHealth(
                        pod,
                        Pattern.compile(
                                "(19|20|21)\\.\\d/s, this pod's part of 60/s \\(configured\\)"),
                        Duration.ofMinutes(3));
            }
            world.publish(150, 390);
            await("all accepted")
                    .atMost(Duration.ofMinutes(3))
                    .until(() -> world.arrived().size() == 390);
        } finally {
            pods.forEach(WaypostProcess::close);
        }

        assertThat(bucket.refused()).isLessThan(16);
        assertThat(world.duplicates()).isZero();
        assertThat(world.topics().records("outbound-mail.dead-letter")).isEmpty();
    }

    /** One that has other digits. */
    private WaypostProcess.Settings inAnotherLanguage() {
        return world.settings().with("JDK_JAVA_OPTIONS", "-Duser.language=ar -Duser.country=EG");
    }

    private WaypostProcess.Settings told() {
        return world.settings().with("WAYPOST_RELAY_RATE", "60/s");
    }

    @Test
    void what_the_relays_profile_says_holds_without_a_setting(@TempDir Path folder)
            throws IOException {
        Path routes = copy(folder);
        Files.writeString(
                routes.resolve("relays/standard.properties"),
                """
                # ours
                waypost.relay.rate=20/s
                waypost.delivery.connections = 3
                waypost.delivery.recipients-per-mail=2
                waypost.delivery.largest-mail=2K
                waypost.relay.idempotency-header=X-Key
                """);
        world.publish(0, 40);
        publish("three", "\"c@example.net\"", "short");
        publish("large", "\"c@example.net\"", "x ".repeat(2_000));

        try (WaypostProcess waypost = world.settings().with("WAYPOST_ROUTES", routes).start()) {
            await("all accepted")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> world.relay().mailCount() == 42);
            await("a dead letter")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> world.told().containsKey("large"));

            awaitHealth(waypost, "running, 20/s (profile)");
            assertThat(waypost.log()).doesNotContain("profile");
            aQuotaThatIsUsedUpIsSaidAndNothingIsWritten(waypost);
        }

        assertThat(world.relay().peakConnections(Port.SUBMISSION)).isLessThanOrEqualTo(3);
        List<ReceivedMail> three =
                world.relay().mails().stream().filter(m -> m.subject().equals("three")).toList();
        assertThat(three)
                .extracting(ReceivedMail::recipients)
                .containsExactly(
                        List.of("a@example.net", "b@example.net"), List.of("c@example.net"));
        assertThat(three).extracting(mail -> mail.header("X-Key")).doesNotHaveDuplicates();
        assertThat(three.get(0).header("X-Key")).hasSize(32);
        assertThat(world.told())
                .containsEntry("three", List.of("accepted"))
                .containsEntry("large", List.of("rejected"));
        assertThat(world.topics().records("outbound-mail.dead-letter"))
                .singleElement()
                .satisfies(
                        letter -> {
                            assertThat(letter.header("dead-letter-reason"))
                                    .contains("message_too_large");
                            assertThat(letter.header("dead-letter-detail").orElseThrow())
                                    .contains("waypost.delivery.largest-mail is 2048");
                        });
    }

    private void aQuotaThatIsUsedUpIsSaidAndNothingIsWritten(WaypostProcess waypost) {
        world.relay()
                .on(Port.SUBMISSION)
                .whenCommand("MAIL")
                .reply("454 4.7.0 Throttling failure: Daily message quota exceeded");

        world.publish(40, 60);

        awaitHealth(waypost, "quota used up; one mail asks in 3");
        assertThat(waypost.page("/q/metrics"))
                .contains("waypost_relay_quota_exhausted 1.0")
                .containsPattern(
                        "waypost_relay_throttle_replies_total\\{kind=\"quota\",[^}]*\\} [1-9]");
        assertThat(world.told()).doesNotContainKeys("m-40", "m-59");
    }

    @Test
    void a_setting_above_the_profile_is_warned_of_once_and_taken_and_keeps_nobody_from_leaving(
            @TempDir Path folder) throws IOException {
        Path routes = copy(folder);
        Files.writeString(
                routes.resolve("relays/standard.properties"), "\nwaypost.relay.rate=20/m\n");

        try (WaypostProcess waypost =
                world.settings()
                        .with("WAYPOST_ROUTES", routes)
                        .with("WAYPOST_RELAY_RATE", "1/s")
                        .start()
                        .ready()) {
            awaitHealth(waypost, "running, 1/s (configured)");
            assertThat(waypost.log())
                    .containsOnlyOnce(
                            "waypost.relay.rate (WAYPOST_RELAY_RATE): warning: 1/s is more than the"
                                    + " 20/m that relays/standard.properties:2 says");
            world.publish(0, 60);
            await("two accepted")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> world.arrived().size() >= 2);
            anotherPodFindsTheLimit();
            awaitHealth(
                    waypost,
                    Pattern.compile("throttled, 0\\.\\d+/s of 1/s \\(configured\\)"),
                    Duration.ofMinutes(1));

            assertThat(waypost.terminate(Duration.ofSeconds(60))).isIn(0, 143);
            assertThat(waypost.log()).contains("draining ").doesNotContain("had no outcome within");
        }

        int taken = world.arrived().size();
        assertThat(world.duplicates()).isZero();
        assertThat(world.topics().lag("waypost", "outbound-mail"))
                .isGreaterThanOrEqualTo(60 - taken);
    }

    /** It tells what each of ours tells: of which account, and how far apart its mails must be. */
    private void anotherPodFindsTheLimit() {
        String told =
                await("a pod tells that it has come")
                        .atMost(Duration.ofMinutes(1))
                        .until(
                                () ->
                                        world.topics().records(STATUS).stream()
                                                .flatMap(it -> it.header("waypost-pace").stream())
                                                .findFirst(),
                                Optional::isPresent)
                        .get();
        String account = told.substring(0, told.indexOf(' '));
        world.topics()
                .publish(STATUS, "m", "{}", Map.of("waypost-pace", account + " pod-2 1.5 1.6 5 0"));
    }

    @Test
    void a_profile_that_cannot_be_used_stops_the_start_and_fails_the_check(@TempDir Path folder)
            throws IOException {
        Path routes = copy(folder);
        Files.writeString(
                routes.resolve("relays/standard.properties"),
                "waypost.relay.rate=fast\nwaypost.relay.host=x\n");

        for (String command : List.of("run", "check")) {
            try (WaypostProcess waypost =
                    world.settings().with("WAYPOST_ROUTES", routes).arguments(command).start()) {
                assertThat(waypost.exitCode(Duration.ofMinutes(1))).isEqualTo(1);
                assertThat(waypost.log())
                        .contains(
                                "relays/standard.properties:1:1: error: waypost.relay.rate: \"fast\"")
                        .contains(
                                "relays/standard.properties:2:1: error: \"waypost.relay.host\" is")
                        .doesNotContain("\tat ");
            }
        }
    }

    /** Its part of a rate is all of it when it has the partitions of the retry topics, too. */
    private static void awaitHealth(WaypostProcess waypost, String state) {
        awaitHealth(waypost, Pattern.compile(state, Pattern.LITERAL), Duration.ofMinutes(1));
    }

    private static void awaitHealth(WaypostProcess waypost, Pattern state, Duration atMost) {
        await("health")
                .atMost(atMost)
                .untilAsserted(
                        () -> assertThat(waypost.page("/q/health/ready")).containsPattern(state));
    }

    private void publish(String id, String third, String text) {
        String value =
                """
                {"id": "%s", "from": "shop@example.org", "subject": "%s", "text": "%s",
                 "to": ["a@example.net", "b@example.net", %s]}
                """
                        .formatted(id, id, text, third);
        world.topics().publish("outbound-mail", id, value);
    }

    private static Path copy(Path folder) throws IOException {
        Path from = Path.of("routes");
        Path to = Files.createDirectory(folder.resolve("routes"));
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file)),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return to;
    }
}
