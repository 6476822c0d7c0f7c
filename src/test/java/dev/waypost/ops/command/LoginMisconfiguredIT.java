package dev.waypost.ops.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.WaypostProcess;
import dev.waypost.relay.TestCertificates;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The artifact with a login that cannot be: one line, exit code 1, and nobody is asked anything.
 * LoginFaultsTest has the others.
 */
class LoginMisconfiguredIT {

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    PASSWORD=                  | WAYPOST_RELAY_PASSWORD is missing, and a user name is set
                    PASSWORD= TOKEN_KEY_FILE=KEY | holds a private key of the wrong kind, EC; expected is RSA
                    """)
    void it_is_told_in_one_line(String settings, String told) {
        Path key = TestCertificates.shared().keyPem(folder, "key");
        WaypostProcess.Settings all =
                new WaypostProcess.Settings()
                        .with("KAFKA_BOOTSTRAP_SERVERS", "localhost:1")
                        .with("WAYPOST_RELAY_HOST", "smtp.example.org")
                        .with("WAYPOST_RELAY_USERNAME", "shop@example.org")
                        .with("WAYPOST_RELAY_PASSWORD", "secret");
        if (settings.contains("TOKEN")) {
            all.with("WAYPOST_RELAY_TOKEN_URL", "https://localhost:1/token")
                    .with("WAYPOST_RELAY_TOKEN_SCOPES", "mail")
                    .with("WAYPOST_RELAY_TOKEN_CLIENT_ID", "app");
        }
        for (String each : settings.split(" ")) {
            String[] pair = each.replace("=KEY", "=" + key).split("=", 2);
            all.with("WAYPOST_RELAY_" + pair[0], pair[1]);
        }

        try (WaypostProcess waypost = all.start()) {
            assertThat(waypost.exitCode(Duration.ofSeconds(60))).isEqualTo(1);
            assertThat(waypost.log().lines().toList())
                    .singleElement()
                    .asString()
                    .contains(told.split(" ", 2));
        }
    }
}
