package dev.waypost.ops.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainIntegrationTest;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The artifact as it is typed: no broker and no relay is there, and the settings are sound. */
@QuarkusMainIntegrationTest
@TestProfile(CommandsIT.Sound.class)
class CommandsIT {

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
    void a_reply_alone_is_explained_where_it_is_most_often_said(QuarkusMainLauncher launcher) {
        LaunchResult result = launcher.launch("explain", "535 5.7.8 bad");

        assertThat(result.getOutput()).contains("phase:   AUTH (guessed", "class:   HALT");
        assertThat(result.exitCode()).isZero();
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
