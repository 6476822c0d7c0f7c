package dev.waypost.ops.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waypost.Thorough;
import dev.waypost.WaypostProcess;
import dev.waypost.ops.rehearse.story.StoryBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The built artifact alone: no broker, no relay, no setting but the folder. */
class RehearseIT {

    private static final Duration LONG = Duration.ofMinutes(5);

    /** As in routes/README.md. */
    private static final String AUDIT =
            """
            - route:
                id: audit
                description: Keep a copy of each accepted mail.
                errorHandler:
                  defaultErrorHandler:
                    redeliveryPolicy:
                      maximumRedeliveries: -1
                      redeliveryDelay: "1000"
                      asyncDelayedRedelivery: true
                from:
                  uri: direct:audit
                  steps:
                    - to: kafka:audit
            """;

    private record Ended(int code, String output) {}

    @TempDir Path folder;

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(Path.of("routes").relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private Ended waypost(String... words) {
        return with("standard", words);
    }

    private Ended with(String profile, String... words) {
        try (WaypostProcess process =
                new WaypostProcess.Settings()
                        .with("WAYPOST_ROUTES", folder)
                        .with("WAYPOST_RELAY_PROFILE", profile)
                        .arguments(words)
                        .start()) {
            return new Ended(process.exitCode(LONG), process.log());
        }
    }

    private void edit(String file, String before, String after) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(before);
        Files.writeString(path, text.replace(before, after));
    }

    /** Where the last of these words stands. */
    private int line(String file, String words) throws IOException {
        String text = Files.readString(folder.resolve(file));
        int end = text.indexOf(words) + words.length();
        return 1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
    }

    @Test
    void every_story_passes_and_loses_nothing_where_the_process_is_killed() throws IOException {
        Ended ended = waypost("rehearse", "--json");

        JsonNode told = new ObjectMapper().readTree(ended.output());
        assertThat(told.get("stories").findValuesAsText("result")).containsOnly("passed");
        assertThat(told.get("stories")).hasSameSizeAs(StoryBook.SHIPPED);
        assertThat(told.get("stories").findValues("kills"))
                .allSatisfy(kills -> assertThat(kills.asInt()).isGreaterThan(1));
        assertThat(ended.code()).isZero();
    }

    static List<String> profiles() {
        return Thorough.from(
                List.of("postmark"),
                List.of("amazon-ses", "google", "microsoft-365", "resend", "smtp2go", "sparkpost"));
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void every_profile_passes_what_its_ports_can_tell(String profile) {
        Ended ended = with(profile, "rehearse", "--no-kill");

        assertThat(ended.output()).contains("all is well").doesNotContain("BROKEN");
        assertThat(ended.output().lines().filter(line -> line.startsWith("ok")))
                .hasSizeGreaterThan(20);
        assertThat(ended.code()).isZero();
    }

    /**
     * @param stories that have to break
     * @param kills whether only a killed process shows it
     * @param found words of the line where it has to be found
     */
    private record Edit(
            String file,
            String before,
            String after,
            String stories,
            boolean kills,
            String found) {}

    private static Edit report(String before, String after, String story, String found) {
        return new Edit("30-report.camel.yaml", before, after, story, false, found);
    }

    private static Edit outcome(String before, String after, String story, String found) {
        return new Edit("90-outcomes.camel.yaml", before, after, story, false, found);
    }

    private static Edit intake(
            String before, String after, String story, boolean kills, String found) {
        return new Edit("10-intake.camel.yaml", before, after, story, kills, found);
    }

    /** Edits that stand in one folder break a story each. */
    static List<List<Edit>> edits() {
        String deferred = "              - filter:\n                  ref: deferred";
        String retries = "{{waypost.topic}}.retry.";
        String transients =
                "- bean: {ref: deliveryResults, method: conclude}\n            - to: direct:report\n";
        String refuses = "- bean: {ref: deliveryResults, method: refuse}";
        String to = "                - to: direct:deliver\n";
        List<List<Edit>> always =
                List.of(
                        List.of(
                                report(
                                        retries,
                                        "{{waypost.topic}}.retries.",
                                        "11-recipient-deferred",
                                        ".retries."),
                                report(
                                        "{{waypost.topic}}.dead-letter",
                                        "{{waypost.topic}}.letters",
                                        "12-recipient-rejected",
                                        ".letters"),
                                outcome(
                                        refuses,
                                        "- bean: {ref: deliveryResults, method: unexpected}",
                                        "20-not-json",
                                        "method: unexpected")),
                        List.of(
                                outcome(
                                        transients,
                                        "- bean: {ref: deliveryResults, method: conclude}\n",
                                        "11-recipient-deferred 14-message-rejected"
                                                + " 15-message-deferred 16-in-doubt",
                                        "conclude}\n            - bean: {ref: inFlightWindow,"
                                                + " method: done"),
                                outcome(
                                        "            - dev.waypost.intake.InvalidEvent\n",
                                        "",
                                        "21-unknown-field",
                                        "method: unexpected")),
                        List.of(
                                intake(
                                        "                - bean: {ref: seenEvents, method:"
                                                + " accepted}\n",
                                        "",
                                        "01-first-port",
                                        true,
                                        "ref: relayCircuit, method: accepted"),
                                new Edit(
                                        "relays/standard.camel.yaml",
                                        "exception: [dev.waypost.classify.PortUnavailable]",
                                        "exception: [java.lang.Exception]",
                                        "14-message-rejected",
                                        false,
                                        "alternate-port")));
        List<List<Edit>> nightly =
                List.of(
                        List.of(
                                report(
                                        deferred,
                                        deferred.replace("deferred", "defered"),
                                        "11-recipient-deferred",
                                        "- doTry:")),
                        List.of(
                                report(
                                        deferred,
                                        deferred.replace("deferred", "deadLettered"),
                                        "11-recipient-deferred",
                                        "              - filter:")),
                        List.of(
                                report(
                                        "kafka:{{waypost.topic}}.status",
                                        "kafka:news",
                                        "01-first-port",
                                        "kafka:news")),
                        List.of(
                                report(
                                        "        - bean: {ref: statusEvent, method: write}\n",
                                        "",
                                        "01-first-port",
                                        "direct:write-status")),
                        List.of(
                                outcome(
                                        transients,
                                        transients.replace("conclude", "refuse"),
                                        "11-recipient-deferred",
                                        "method: refuse")),
                        List.of(
                                intake(
                                        to,
                                        "                - doTry:\n"
                                                + "                    steps:\n"
                                                + "                      - to: direct:deliver\n"
                                                + "                    doCatch:\n"
                                                + "                      - exception:"
                                                + " [java.lang.Exception]\n"
                                                + "                        steps:\n"
                                                + "                          - log: oh\n",
                                        "30-login-refused",
                                        false,
                                        "- log: oh")));
        return Thorough.from(always, nightly);
    }

    @ParameterizedTest
    @MethodSource("edits")
    void a_harmful_edit_breaks_its_story_at_its_line(List<Edit> edits) throws IOException {
        for (Edit edit : edits) {
            edit(edit.file(), edit.before(), edit.after());
        }
        List<String> words = new ArrayList<>(List.of("rehearse"));
        edits.forEach(edit -> words.addAll(List.of(edit.stories().split(" "))));
        boolean kills = edits.stream().anyMatch(Edit::kills);

        if (!kills) {
            words.add("--no-kill");
        }

        Ended all = waypost(words.toArray(String[]::new));

        assertThat(all.code()).isEqualTo(1);
        assertThat(all.output().contains(", killed when ")).isEqualTo(kills);
        // Told where nothing is there to compare with; side by side, the artifact's routes are.
        assertThat(all.output()).doesNotContain("was the last step");
        for (Edit edit : edits) {
            assertThat(all.output()).contains(edit.file() + ":" + line(edit.file(), edit.found()));
        }
    }

    @Test
    void stories_of_the_users_own_tell_what_they_expect_what_is_no_story_and_where_they_are_killed()
            throws IOException {
        String group = "        groupId: \"{{waypost.group}}\"";
        edit("10-intake.camel.yaml", group, group + "\n        autoCommitEnable: true");
        // Neither may cost the rehearsal any time.
        String deliver = "                - to: direct:deliver\n";
        edit(
                "10-intake.camel.yaml",
                deliver,
                "                - delay: {constant: \"3600000\"}\n"
                        + "                - throttle: {constant: \"1\", timePeriodMillis: \"3600000\"}\n"
                        + deliver);
        String accepted = "                - bean: {ref: seenEvents, method: accepted}\n";
        String audit = "                - to: direct:audit\n";
        edit("10-intake.camel.yaml", accepted, accepted + audit);
        Files.writeString(folder.resolve("50-audit.camel.yaml"), AUDIT);
        own(
                "50-own",
                """
                story: Two mails, and nothing in a topic of ours.
                given:
                  events: {ann: {}, bob: {to: [bob@example.org]}}
                expect:
                  status: [ann accepted accepted, bob rejected mailbox_unknown]
                  relay: [ann 587 ann@example.org, bob 587 bob@example.org]
                  topics: {audit: [{value: {x: 1}}]}
                """);
        String audited =
                """
                story: One mail, and a record of it in a topic of ours.
                given: {event: {}}
                expect: {topics: {audit: [{}]}}
                kill at: [%s]
                """;
        own("51-killed-once", audited.formatted("audit"));
        own("52-never-killed", audited.formatted(""));
        own("53-no-story", "story: x\ngiven: {evnt: {}}\n");

        Ended ended =
                waypost(
                        "rehearse",
                        "01-first-port",
                        "10-sender-deferred",
                        "50-own",
                        "51-killed-once",
                        "52-never-killed");

        assertThat(ended.output())
                .as("an option against the promise is overruled and loses nothing")
                .containsPattern("ok      01-first-port .*killed [2-9]")
                .contains("ok      10-sender-deferred")
                .contains(
                        "status: expected [ann accepted accepted, bob rejected mailbox_unknown],"
                                + " seen [ann accepted accepted, bob accepted accepted]",
                        "topic audit: expected [{value={x=1}}], seen [")
                .doesNotContain("relay: expected")
                .containsPattern("ok      51-killed-once .*killed 1 times")
                .containsPattern("ok      52-never-killed .*killed 0 times")
                .contains("scenarios/53-no-story.yaml:2: error: given knows no `evnt`");
        assertThat(ended.code()).isEqualTo(1);
    }

    private void own(String name, String text) throws IOException {
        Files.writeString(folder.resolve("scenarios").resolve(name + ".yaml"), text);
    }

    @Test
    void a_story_that_is_not_there_is_wrong_usage() {
        Ended ended = waypost("rehearse", "99-nothing");

        assertThat(ended.output()).contains("there is no story 99-nothing");
        assertThat(ended.code()).isEqualTo(2);
    }

    @Test
    void check_plays_the_stories_of_edited_routes_unless_told_not_to() throws IOException {
        edit("10-intake.camel.yaml", "From the record's bytes", "From its bytes");
        Files.writeString(
                folder.resolve("scenarios/00-own.yaml"),
                "story: Bob has it.\ngiven: {event: {}}\nexpect: {relay: [587 bob@example.org]}\n");

        Ended played = check("check");
        Ended notPlayed = check("check", "--no-rehearsal");

        assertThat(played.output()).contains("story 00-own is broken");
        assertThat(played.code()).isEqualTo(1);
        assertThat(notPlayed.output()).contains("all is well");
        assertThat(notPlayed.code()).isZero();
    }

    private Ended check(String... words) {
        try (WaypostProcess process =
                new WaypostProcess.Settings()
                        .with("WAYPOST_ROUTES", folder)
                        .with("WAYPOST_RELAY_HOST", "relay.example.org")
                        .with("KAFKA_BOOTSTRAP_SERVERS", "localhost:1")
                        // Stories speak of the ports as they are registered.
                        .with("WAYPOST_RELAY_SUBMISSION_PORT", 12587)
                        .arguments(words)
                        .start()) {
            return new Ended(process.exitCode(LONG), process.log());
        }
    }
}
