package dev.waypost.carry;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.waypost.commit.Admission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** What is known of a mail is in its delivery: steps do not speak through the exchange. */
class ExchangePropertiesTest {

    private static final Path SOURCES = Path.of("src/main/java/dev/waypost");
    private static final Pattern SET = Pattern.compile("(?:set|remove)Property\\(\\s*(\\w[\\w.]*)");
    private static final Pattern LISTED =
            Pattern.compile("Properties of the exchange: (.*?)\\.\\s", Pattern.DOTALL);

    @Test
    void the_window_alone_sets_a_property_and_it_is_the_one_that_the_readme_lists()
            throws IOException {
        assertThat(said(SET)).containsExactly("InFlightWindow.java Admission.PROPERTY");
        assertThat(Admission.PROPERTY).isEqualTo("admission");
        assertThat(listed()).containsExactlyInAnyOrder("admission", "notBefore");
    }

    @Test
    void only_the_routes_own_rooms_know_an_exchange() {
        JavaClasses waypost =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.waypost");

        Set<String> rooms =
                waypost.stream()
                        .filter(
                                type ->
                                        type.getDirectDependenciesFromSelf().stream()
                                                .anyMatch(
                                                        to ->
                                                                to.getTargetClass()
                                                                        .isEquivalentTo(
                                                                                Exchange.class)))
                        .map(type -> type.getPackageName().replace("dev.waypost.", ""))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(rooms).containsExactly("camel", "carry", "commit", "ops.rehearse");
    }

    private static Set<String> said(Pattern pattern) throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            Set<String> said = new TreeSet<>();
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".java"))
                            // What a rehearsal notes on the exchanges that it plays is its own.
                            .filter(f -> !f.startsWith(SOURCES.resolve("ops")))
                            .toList()) {
                pattern.matcher(Files.readString(file))
                        .results()
                        .forEach(found -> said.add(file.getFileName() + " " + found.group(1)));
            }
            return said;
        }
    }

    private static Set<String> listed() throws IOException {
        String readme = Files.readString(Path.of("routes/README.md"));
        return LISTED.matcher(readme)
                .results()
                .flatMap(found -> Pattern.compile("`(\\w+)`").matcher(found.group(1)).results())
                .map(name -> name.group(1))
                .collect(Collectors.toSet());
    }
}
