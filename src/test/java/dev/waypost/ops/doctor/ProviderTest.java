package dev.waypost.ops.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProviderTest {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @Test
    void every_host_of_the_providers_page_is_known_with_the_profile_of_its_row()
            throws IOException {
        List<String[]> rows =
                Files.readAllLines(Path.of("docs/providers.md")).stream()
                        .takeWhile(line -> !line.startsWith("## "))
                        .filter(line -> line.startsWith("| ") && line.contains("`"))
                        .map(line -> line.split("\\|"))
                        .filter(cells -> !cells[2].contains("WAYPOST_RELAY_HOST"))
                        .toList();

        assertThat(rows).hasSizeGreaterThan(10);
        for (String[] cells : rows) {
            for (String host : code(cells[2])) {
                assertThat(Provider.of(host.replace("<region>", "eu-west-1")))
                        .as(host)
                        .map(Provider::profile)
                        .contains(code(cells[3]).get(0));
            }
        }
    }

    @Test
    void a_host_of_nobody_is_no_provider() {
        assertThat(Provider.of("relay.example.org")).isEmpty();
        assertThat(Provider.of("smtp.gmail.com.example.org")).isEmpty();
    }

    private static List<String> code(String cell) {
        return CODE.matcher(cell).results().map((MatchResult match) -> match.group(1)).toList();
    }
}
