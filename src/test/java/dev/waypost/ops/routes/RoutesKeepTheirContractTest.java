package dev.waypost.ops.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.waypost.config.WaypostConfig;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import jakarta.inject.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The routes in the artifact speak of nothing that is not there, with each relay's profile. */
class RoutesKeepTheirContractTest {

    private static final Path FOLDER = Path.of("routes");
    private static final String SUFFIX = ".camel.yaml";

    @TestFactory
    Stream<DynamicTest> the_routes_with_the_profile() throws IOException {
        RouteCheck check = new RouteCheck(vocabulary());

        try (Stream<Path> relays = Files.list(FOLDER.resolve("relays"))) {
            return relays
                    .map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .sorted()
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .toList()
                    .stream()
                    .map(
                            profile ->
                                    DynamicTest.dynamicTest(
                                            profile,
                                            () ->
                                                    assertThat(
                                                                    check.findings(
                                                                            RouteFile.of(
                                                                                    FOLDER,
                                                                                    profile)))
                                                            .isEmpty()));
        }
    }

    private static Vocabulary vocabulary() {
        Set<String> settings =
                ConfigMappings.getProperties(ConfigClass.configClass(WaypostConfig.class)).keySet();
        return new Vocabulary(
                beans(), Vocabulary.COMPONENTS, settings::contains, Vocabulary::isThrowable);
    }

    /** Every named bean of the main sources; the tests' own are not the routes' business. */
    private static Map<String, Class<?>> beans() {
        Map<String, Class<?>> beans = new HashMap<>();
        for (JavaClass type :
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.waypost")) {
            if (type.isAnnotatedWith(Named.class)) {
                beans.put(type.getAnnotationOfType(Named.class).value(), type.reflect());
            }
        }
        return beans;
    }
}
