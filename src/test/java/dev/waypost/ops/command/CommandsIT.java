package dev.waypost.ops.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.WaypostProcess;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainIntegrationTest;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The artifact as it is typed: no broker and no relay is there, and the settings are sound. */
@QuarkusMainIntegrationTest
@TestProfile(CommandsIT.Sound.class)
class CommandsIT {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void check_finds_the_routes_of_the_artifact_as_they_should_be(QuarkusMainLauncher launcher) {
        LaunchResult result = launcher.launch("check");

        assertThat(result.getOutput()).contains("all is well");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void doctor_finds_that_nothing_is_there(QuarkusMainLauncher launcher) {
        LaunchResult result = launcher.launch("doctor");

        assertThat(result.getOutput()).contains("no mail can leave", "no Kafka broker answers");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void a_word_that_is_no_command_is_wrong_usage(QuarkusMainLauncher launcher) {
        LaunchResult result = launcher.launch("chek");

        assertThat(result.getErrorOutput()).contains("waypost check");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void a_noun_without_a_verb_is_wrong_usage(QuarkusMainLauncher launcher) {
        LaunchResult result = launcher.launch("dead-letters");

        assertThat(result.getErrorOutput()).contains("list, count, show, export, replay");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void the_version_is_that_of_the_build(QuarkusMainLauncher launcher) {
        LaunchResult result = launcher.launch("--version");

        assertThat(result.getOutput()).matches("waypost \\d+\\.\\d+\\.\\d+.*");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void what_connects_to_no_relay_needs_none_and_a_check_says_what_is_missing_and_what_breaks() {
        try (WaypostProcess explain = unset().arguments("explain", "535 5.7.8 bad").start();
                WaypostProcess check =
                        unset().with("KAFKA_GROUP_ID", "mine").arguments("check").start()) {
            assertThat(explain.exitCode(LONG)).as(explain.log()).isZero();
            assertThat(explain.log()).contains("phase:   AUTH (guessed", "class:   HALT");
            assertThat(check.exitCode(LONG)).isEqualTo(1);
            assertThat(check.log())
                    .contains("waypost.relay.host (WAYPOST_RELAY_HOST): error: is required")
                    .contains("kafka.group.id: error: cannot be set")
                    .contains("routes: ok: ");
        }
    }

    private static WaypostProcess.Settings unset() {
        return new WaypostProcess.Settings().with("KAFKA_BOOTSTRAP_SERVERS", "localhost:1");
    }

    /** Ports that nobody listens on. */
    public static class Sound implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "waypost.relay.host", "localhost",
                    "waypost.relay.submission-port", "1",
                    "waypost.relay.alternate-port", "2",
                    "waypost.relay.implicit-tls-port", "3",
                    "kafka.bootstrap.servers", "localhost:1");
        }
    }
}
