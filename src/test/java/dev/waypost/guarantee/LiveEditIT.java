package dev.waypost.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.Surroundings;
import dev.waypost.WaypostProcess;
import dev.waypost.relay.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The artifact follows a folder while mails flow: no edit of it loses one, or sends one twice. */
class LiveEditIT {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String INTAKE = "10-intake.camel.yaml";
    private static final String RELAY = "relays/standard.camel.yaml";
    private static final String FIRST =
            "              - to: smtp:{{waypost.relay.host}}:{{waypost.relay.submission-port}}\n";
    private static final String GROUP = "        groupId: \"{{waypost.group}}\"\n";
    private static final String RUNS = "live: the edited routes run";

    private final Surroundings world = new Surroundings();
    @TempDir private Path temporary;
    private EditedRoutes routes;
    private WaypostProcess waypost;

    @BeforeEach
    void start() {
        routes = new EditedRoutes(temporary.resolve("routes"));
        waypost =
                world.settings()
                        .with("WAYPOST_ROUTES", routes.folder())
                        .arguments("run", "--live")
                        .start()
                        .ready();
    }

    @AfterEach
    void close() {
        assertThat(waypost.terminate(LONG)).isZero();
        waypost.close();
        world.close();
    }

    @Test
    void an_edit_of_two_files_is_live_as_a_whole_and_loses_no_mail_in_flight() {
        world.publish(0, 300);
        await("mails flow").atMost(LONG).until(() -> world.relay().mailCount() > 0);

        routes.edit(RELAY, FIRST, "").edit(INTAKE, GROUP, GROUP + "        maxPollRecords: 32\n");

        await(RUNS).atMost(LONG).until(() -> waypost.log().contains(RUNS));
        waypost.ready();
        int before = world.relay().mailCount();
        int overFirst = overFirst();
        world.publish(300, 400);
        await("all arrive").atMost(LONG).until(() -> world.arrived().size() == 400);
        assertThat(before).isPositive();
        assertThat(world.duplicates()).isZero();
        assertThat(world.relay().mails().size() - overFirst()).isPositive();
        assertThat(overFirst - overFirst()).as("mails over 587 after the swap").isZero();
        await("all is told").atMost(LONG).until(() -> world.told().size() == 400);
    }

    @Test
    void a_faulty_edit_is_told_while_mails_flow_on_and_the_next_sound_one_is_live()
            throws IOException {
        routes.edit(INTAKE, GROUP, GROUP + "        maxPolRecords: 32\n");
        await("it is told")
                .atMost(LONG)
                .until(() -> waypost.log().contains("live: 10-intake.camel.yaml:"));
        assertThat(waypost.log())
                .contains("live: this edit is faulty; the routes before it go on")
                .contains("there is no option maxPolRecords");
        world.publish(0, 10);
        await("mails flow on").atMost(LONG).until(() -> world.arrived().size() == 10);

        Path report = routes.folder().resolve("30-report.camel.yaml");
        String whole = Files.readString(report);
        Files.writeString(report, whole.substring(0, whole.length() / 2));
        routes.edit(INTAKE, "maxPolRecords", "maxPollRecords");
        Files.writeString(report, whole);

        await(RUNS).atMost(LONG).until(() -> waypost.log().contains(RUNS));
        waypost.ready();
        world.publish(10, 20);
        await("mails flow").atMost(LONG).until(() -> world.arrived().size() == 20);
        assertThat(world.duplicates()).isZero();
    }

    @Test
    void an_emptied_folder_is_told_while_mails_flow_on() throws IOException {
        for (String file : new String[] {INTAKE, "30-report.camel.yaml", "40-retry.camel.yaml"}) {
            Files.delete(routes.folder().resolve(file));
        }
        Files.delete(routes.folder().resolve("90-outcomes.camel.yaml"));

        await("it is told")
                .atMost(LONG)
                .until(() -> waypost.log().contains("no *.camel.yaml file in " + routes.folder()));
        world.publish(0, 10);
        await("mails flow on").atMost(LONG).until(() -> world.arrived().size() == 10);
    }

    private int overFirst() {
        return (int)
                world.relay().mails().stream()
                        .filter(mail -> mail.port() == Port.SUBMISSION)
                        .count();
    }
}
