package dev.waypost.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypost.config.WaypostConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingFilesTest {

    @TempDir Path folder;

    @Test
    void a_password_file_that_is_missing_is_found_by_check_and_stops_the_start() {
        WaypostConfig config = withPasswordFile(folder.resolve("missing"));

        assertThat(SettingFiles.in(config))
                .singleElement()
                .asString()
                .startsWith(
                        "waypost.relay.password-file (WAYPOST_RELAY_PASSWORD_FILE): error: cannot"
                                + " read ");
        assertThatThrownBy(() -> SettingFiles.require(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "waypost.relay.password-file (WAYPOST_RELAY_PASSWORD_FILE): cannot read ")
                .hasMessageEndingWith("name a file with the password that this user may read");
    }

    @Test
    void one_that_can_be_read_is_none() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "secret");

        assertThat(SettingFiles.in(withPasswordFile(file))).isEmpty();
    }

    private static WaypostConfig withPasswordFile(Path file) {
        return Settings.of(
                Map.of(
                        "waypost.relay.host",
                        "relay.example.org",
                        "waypost.relay.password-file",
                        file.toString()));
    }
}
