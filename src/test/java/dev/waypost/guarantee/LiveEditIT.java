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
    void no_edit_loses_a_mail_or_sends_one_twice() throws IOException {
        Path intake = routes.folder().resolve(INTAKE);
        Path report = routes.folder().resolve("30-report.camel.yaml");
        String sound = Files.readString(intake);
        String whole = Files.readString(report);

        // One that is faulty is told with its place, and the routes before it go on.
        routes.edit(INTAKE, GROUP, GROUP + "        maxPolRecords: 32\n");
        told("live: 10-intake.camel.yaml:");
        assertThat(waypost.log())
                .contains("live: this edit is faulty; the routes before it go on")
                .contains("there is no option maxPolRecords");
        flowsOn(0, 10);

        // So is a folder from which most is gone.
        for (Path file : List.of(intake, report)) {
            Files.delete(file);
        }
        for (String file : List.of("40-retry.camel.yaml", "90-outcomes.camel.yaml")) {
            Files.move(routes.folder().resolve(file), temporary.resolve(file));
        }
        told("no *.camel.yaml file in " + routes.folder());
        flowsOn(10, 20);

        // The next sound one is live as a whole, and takes no mail along.
        world.publish(20, 320);
        await("mails are in flight").atMost(LONG).until(() -> world.relay().mailCount() > 20);
        Files.writeString(report, whole.substring(0, whole.length() / 2));
        Files.writeString(intake, sound.replace(TIMELY, TIMELY + "        - to: direct:ours\n"));
        Files.writeString(routes.folder().resolve("50-ours.camel.yaml"), OURS);
        for (String file : List.of("40-retry.camel.yaml", "90-outcomes.camel.yaml")) {
            Files.move(temporary.resolve(file), routes.folder().resolve(file));
        }
        Files.writeString(report, whole);
        told(RUNS);
        waypost.ready();
        world.publish(320, 420);
        await("all arrive").atMost(LONG).until(() -> world.arrived().size() == 420);
        assertThat(world.duplicates()).isZero();
        assertThat(world.relay().mails())
                .filteredOn(mail -> Integer.parseInt(mail.subject().substring(2)) >= 320)
                .hasSize(100)
                .allSatisfy(mail -> assertThat(mail.header("X-Live")).isEqualTo("yes"));
        await("all is told").atMost(LONG).until(() -> world.told().size() == 420);
    }

    private void told(String words) {
        await(words).atMost(LONG).until(() -> waypost.log().contains(words));
    }

    private void flowsOn(int from, int to) {
        world.publish(from, to);
        await("mails flow on").atMost(LONG).until(() -> world.arrived().size() == to);
    }
}
