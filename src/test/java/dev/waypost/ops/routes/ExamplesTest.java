package dev.waypost.ops.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.routes.Example;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole examples of routes/README.md, as they stand there. */
class ExamplesTest {

    @Test
    void the_page_has_the_five_that_people_ask_for() {
        assertThat(examples())
                .extracting(Example::title)
                .containsExactly(
                        "A copy of each accepted mail",
                        "Domains that get no mail",
                        "A header in each mail",
                        "Another relay for one stream",
                        "No more than so many a second");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_example_passes_the_check(Example example, @TempDir Path folder) {
        example.appliedTo(folder);

        assertThat(
                        RouteFolder.at(folder)
                                .set("bulk.host", "bulk.example.org")
                                .set("bulk.port", "587")
                                .set("bulk.username", "bulk")
                                .set("bulk.password", "secret")
                                .findings())
                .isEmpty();
    }

    static List<Example> examples() {
        return Example.all();
    }
}
