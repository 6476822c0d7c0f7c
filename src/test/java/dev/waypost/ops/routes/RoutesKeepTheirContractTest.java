package dev.waypost.ops.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The routes in the artifact keep every promise that the check knows, with each profile. */
class RoutesKeepTheirContractTest {

    private static final String SUFFIX = ".camel.yaml";

    @ParameterizedTest
    @MethodSource
    void the_routes_with_the_profile(String profile, @TempDir Path folder) {
        assertThat(RouteFolder.copiedTo(folder).set("waypost.relay.profile", profile).findings())
                .isEmpty();
    }

    static Stream<String> the_routes_with_the_profile() throws IOException {
        try (Stream<Path> relays = Files.list(Path.of("routes/relays"))) {
            return relays
                    .map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }
}
