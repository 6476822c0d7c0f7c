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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The artifact with settings that cannot be: every problem in a line, and no stack trace. */
@QuarkusMainIntegrationTest
@TestProfile(MisconfiguredIT.Unsound.class)
class MisconfiguredIT {

    @Test
    void every_wrong_setting_is_told_in_a_line_with_both_of_its_names(
            QuarkusMainLauncher launcher) {
        LaunchResult result = launcher.launch();

        assertThat(result.getErrorOutput())
                .contains("waypost.relay.host (WAYPOST_RELAY_HOST) must be a host name alone")
                .contains("waypost.relay.submission-port (WAYPOST_RELAY_SUBMISSION_PORT) must be")
                .contains("waypost.delivery.concurrency (WAYPOST_DELIVERY_CONCURRENCY) must be")
                .doesNotContain("\tat ");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void a_check_tells_them_too(QuarkusMainLauncher launcher) {
        LaunchResult result = launcher.launch("check");

        assertThat(result.getErrorOutput())
                .contains("waypost.relay.host (WAYPOST_RELAY_HOST) must be a host name alone")
                .doesNotContain("\tat ");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void help_is_given_all_the_same(QuarkusMainLauncher launcher) {
        LaunchResult result = launcher.launch("--help");

        assertThat(result.getOutput()).contains("Exit codes:", "dead-letters");
        assertThat(result.exitCode()).isZero();
    }

    /** Also where a part of the process reads the setting before the start's own look at it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    WAYPOST_LANES  | high,urgent | [1] is no lane; expected are high, bulk or both
                    WAYPOST_RELAY_RATE            | 1/0s   | expected are mails per second, minute, hour or day, such as 14/s, 30/m, 500/h or 2000/d
                    KAFKA_ACKS                    | 1      | kafka.acks (KAFKA_ACKS) must be all
                    WAYPOST_RETRY_SCHEDULE        | 1m,foo | expected a delay such as 5m, found 'foo'
                    WAYPOST_CONSOLE_PASSWORD_FILE | /no/such | cannot read /no/such
                    WAYPOST_CONSOLE_SECURITY      | off    | set quarkus.http.host (QUARKUS_HTTP_HOST) to localhost
                    """)
    void a_wrong_setting_is_told_in_one_line_alone(String name, String value, String told) {
        try (WaypostProcess waypost =
                new WaypostProcess.Settings()
                        .with("KAFKA_BOOTSTRAP_SERVERS", "localhost:1")
                        .with("WAYPOST_RELAY_HOST", "smtp.example.org")
                        .with(name, value)
                        .start()) {
            assertThat(waypost.exitCode(Duration.ofSeconds(60))).isEqualTo(1);
            assertThat(waypost.log().lines())
                    .singleElement()
                    .asString()
                    .startsWith("waypost: ")
                    .contains(name, told);
        }
    }

    /** A host that cannot be, one port too high, and nothing in flight. */
    public static class Unsound implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "waypost.relay.host", "smtp_relay",
                    "waypost.relay.submission-port", "70000",
                    "waypost.delivery.concurrency", "0");
        }
    }
}
