package dev.waypost.ops.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waypost.FreePort;
import dev.waypost.Surroundings;
import dev.waypost.WaypostProcess;
import dev.waypost.relay.Port;
import dev.waypost.relay.RelayCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The artifact's `doctor`: its exit codes, and what it writes, used as it is. */
class WrittenProfileIT {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Surroundings world = new Surroundings();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void warnings_alone_are_3_and_json_is_all_that_is_printed() throws IOException {
        world.relay().on(Port.SUBMISSION).withCertificate(RelayCertificate.EXPIRING);

        try (WaypostProcess doctor = doctor("doctor", "--json").start()) {
            assertThat(doctor.exitCode(LONGEST)).as(doctor.log()).isEqualTo(3);
            JsonNode json = new ObjectMapper().readTree(doctor.log());
            assertThat(json.path("verdict").asText()).isEqualTo("warning");
            assertThat(json.path("relay").path("ports")).hasSizeGreaterThan(3);
        }
    }

    @Test
    void a_healthy_fresh_installation_is_well_and_sends_a_mail_when_told_to() {
        String[] sending = {"doctor", "--send-to", "ann@example.org", "--send-from"};

        try (WaypostProcess doctor = doctor(sending).arguments("shop").start()) {
            assertThat(doctor.exitCode(LONGEST)).as(doctor.log()).isEqualTo(2);
        }
        assertThat(world.relay().mails()).isEmpty();
        try (WaypostProcess doctor = doctor(sending).arguments("shop@example.org").start()) {
            assertThat(doctor.exitCode(LONGEST)).as(doctor.log()).isZero();
            assertThat(doctor.log())
                    .contains("all is well", "STARTTLS", "implicit TLS", "took the mail: 250");
        }
        assertThat(world.relay().mails()).hasSize(1);
    }

    @Test
    void a_file_that_cannot_be_is_wrong_usage(@TempDir Path folder) {
        String file = folder.resolve("missing/profile.yaml").toString();

        try (WaypostProcess doctor = doctor("doctor", "--write", file).start()) {
            assertThat(doctor.exitCode(LONGEST)).as(doctor.log()).isEqualTo(2);
        }
    }

    @Test
    void the_profile_it_writes_passes_the_check_and_carries_mail(@TempDir Path folder)
            throws IOException {
        Path relays = Files.createDirectory(folder.resolve("relays"));
        for (Path file : files(Path.of("routes"))) {
            Files.copy(file, folder.resolve(file.getFileName()));
        }
        Path profile = relays.resolve("found.camel.yaml");
        Path junit = folder.resolve("doctor.xml");
        // The modes are the wrong way round, and one port is closed.
        int submission = world.relay().number(Port.SUBMISSION);
        int implicitTls = world.relay().number(Port.IMPLICIT_TLS);
        WaypostProcess.Settings found =
                doctor("doctor", "--write", profile.toString(), "--junit", junit.toString())
                        .with("WAYPOST_RELAY_SUBMISSION_PORT", implicitTls)
                        .with("WAYPOST_RELAY_IMPLICIT_TLS_PORT", submission)
                        .with("WAYPOST_RELAY_ALTERNATE_PORT", FreePort.any());
        try (WaypostProcess doctor = found.start()) {
            assertThat(doctor.exitCode(LONGEST)).as(doctor.log()).isEqualTo(1);
        }

        assertThat(Files.readString(profile))
                .contains("- to: smtps:{{waypost.relay.host}}:" + implicitTls)
                .contains("- to: smtp:{{waypost.relay.host}}:" + submission);
        assertThat(Files.readString(junit)).contains("<testsuite", "<failure", "wrong TLS mode");
        try (WaypostProcess check = written(folder).arguments("check").start()) {
            assertThat(check.exitCode(LONGEST)).as(check.log()).isZero();
        }
        try (WaypostProcess waypost = written(folder).start().ready()) {
            world.publish(0, 1);
            await().atMost(LONGEST).until(() -> world.arrived().contains("m-0"));
        }
    }

    private WaypostProcess.Settings written(Path folder) {
        return world.settings()
                .with("WAYPOST_ROUTES", folder)
                .with("WAYPOST_RELAY_PROFILE", "found");
    }

    private WaypostProcess.Settings doctor(String... arguments) {
        return world.settings().arguments(arguments);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(".camel.yaml")).toList();
        }
    }
}
