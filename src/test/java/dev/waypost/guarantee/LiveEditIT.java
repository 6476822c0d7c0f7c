package dev.waypost.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.Surroundings;
import dev.waypost.WaypostProcess;
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

    private static final Duration LONG = Duration.ofMinutes(4);
    private static final String INTAKE = "10-intake.camel.yaml";
    private static final String TIMELY = "        - bean: {ref: redeliveries, method: checkTime}\n";
    private static final String OURS =
            """
            - route:
                id: ours
                description: A header in each mail.
                from:
                  uri: direct:ours
                  steps:
                    - bean: {ref: mail, method: "addHeader('X-Live', 'yes')"}
            """;
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
                        .start();
        await("it follows").atMost(LONG).until(() -> waypost.log().contains("live: follows"));
        waypost.ready();
    }

    @AfterEach
    void close() {
        assertThat(waypost.terminate(LONG)).isIn(0, 143);
        world.close();
    }

    @Test
    void an_edit_of_two_files_is_live_as_a_whole_and_loses_no_mail_in_flight() throws IOException {
        world.publish(0, 300);
        await("mails flow").atMost(LONG).until(() -> world.relay().mailCount() > 0);

        routes.edit(INTAKE, TIMELY, TIMELY + "        - to: direct:ours\n");
        Files.writeString(routes.folder().resolve("50-ours.camel.yaml"), OURS);

        await(RUNS).atMost(LONG).until(() -> waypost.log().contains(RUNS));
        waypost.ready();
        world.publish(300, 400);
        await("all arrive").atMost(LONG).until(() -> world.arrived().size() == 400);
        assertThat(world.duplicates()).isZero();
        assertThat(world.relay().mails())
                .filteredOn(mail -> Integer.parseInt(mail.subject().substring(2)) >= 300)
                .hasSize(100)
                .allSatisfy(mail -> assertThat(mail.header("X-Live")).isEqualTo("yes"));
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
}
