package dev.waypost;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each line is in its room: which room may import which, and which know no framework. */
class RoomRulesTest {

    private static final JavaClasses WAYPOST =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.waypost");

    private static final Path SOURCES = Path.of("src/main/java/dev/waypost");

    private static final long LONGEST_FILE = 250;

    private static final int MOST_FILES = 25;

    private static final Map<String, List<String>> MAY_IMPORT =
            Map.ofEntries(
                    entry("intake", List.of("intake.address", "intake.field", "config")),
                    entry("intake.address", List.of("intake.field")),
                    entry("intake.field", List.of()),
                    entry("dedup", List.of("pace", "config")),
                    entry("compose", List.of("intake", "intake.address", "intake.field")),
                    entry("smtp", List.of()),
                    entry("smtp.tls", List.of("smtp")),
                    entry("smtp.login", List.of("smtp")),
                    entry("smtp.client", List.of("smtp", "smtp.tls", "smtp.login")),
                    entry("smtp.pool", List.of("smtp", "smtp.client", "lane")),
                    entry("camel", List.of("deliver", "smtp", "compose", "lane", "config")),
                    entry("login", List.of("smtp", "smtp.tls", "config")),
                    entry("classify", List.of("smtp")),
                    entry(
                            "deliver",
                            List.of(
                                    "smtp",
                                    "smtp.client",
                                    "smtp.pool",
                                    "smtp.tls",
                                    "login",
                                    "compose",
                                    "classify",
                                    "pace",
                                    "lane",
                                    "config")),
                    entry(
                            "report",
                            List.of("intake", "deliver", "smtp", "classify", "lane", "config")),
                    entry(
                            "commit",
                            List.of("commit.unreadable", "lane", "config", "config.routes")),
                    entry("commit.unreadable", List.of("config")),
                    entry(
                            "carry",
                            List.of(
                                    "intake",
                                    "intake.address",
                                    "dedup",
                                    "compose",
                                    "classify",
                                    "deliver",
                                    "smtp",
                                    "report",
                                    "commit",
                                    "trace",
                                    "pace",
                                    "lane",
                                    "config")),
                    entry(
                            "trace",
                            List.of("intake", "deliver", "smtp", "report", "classify", "config")),
                    entry("topics", List.of("report", "lane", "config")),
                    entry("pace", List.of("lane", "config")),
                    entry("lane", List.of("config")),
                    entry("config", List.of()),
                    entry("config.routes", List.of("config")));

    /** Each package is a room, but those within {@code ops} are one. */
    private static final SliceAssignment ROOMS =
            new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass line) {
                    return SliceIdentifier.of(
                            line.getPackageName()
                                    .replaceFirst("^(dev\\.waypost\\.ops)\\..*", "$1"));
                }

                @Override
                public String getDescription() {
                    return "rooms";
                }
            };

    @TestFactory
    Stream<DynamicTest> each_room_imports_only_the_rooms_on_its_door_sign() {
        return MAY_IMPORT.entrySet().stream()
                .map(
                        room ->
                                DynamicTest.dynamicTest(
                                        room.getKey() + " -> " + room.getValue(),
                                        () -> check(room.getKey(), room.getValue())));
    }

    private static void check(String room, List<String> allowed) {
        String[] others =
                MAY_IMPORT.keySet().stream()
                        .filter(other -> !other.equals(room) && !allowed.contains(other))
                        .map(other -> "dev.waypost." + other)
                        .toArray(String[]::new);
        noClasses()
                .that(resideInAPackage("dev.waypost." + room))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(others).or(resideInAPackage("dev.waypost.ops..")))
                .check(WAYPOST);
    }

    @Test
    void the_rooms_form_no_circle() {
        slices().assignedFrom(ROOMS).should().beFreeOfCycles().check(WAYPOST);
    }

    @Test
    void smtp_classify_offset_tracker_port_health_and_schedule_are_plain_java() {
        String[] frameworks = {
            "org.apache.camel..",
            "org.apache.kafka..",
            "io.quarkus..",
            "jakarta.inject..",
            "jakarta.enterprise.."
        };
        noClasses()
                .that(resideInAnyPackage("dev.waypost.classify", "dev.waypost.smtp.."))
                .or()
                .haveSimpleName("OffsetTracker")
                .or()
                .haveSimpleName("PortHealth")
                .or()
                .haveSimpleName("RetrySchedule")
                .should()
                .dependOnClassesThat(resideInAnyPackage(frameworks))
                .check(WAYPOST);
    }

    @Test
    void no_file_has_more_than_250_lines() throws IOException {
        Map<String, Long> tooLong = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = SOURCES.relativize(file).toString();
                try (Stream<String> lines = Files.lines(file)) {
                    long count = lines.count();
                    if (count > LONGEST_FILE) {
                        tooLong.put(name, count);
                    }
                }
            }
        }

        assertThat(tooLong).isEmpty();
    }

    @Test
    void no_room_has_more_than_25_files() throws IOException {
        Map<String, Integer> tooFull = new TreeMap<>();
        try (Stream<Path> rooms = Files.walk(SOURCES)) {
            for (Path room : rooms.filter(Files::isDirectory).toList()) {
                try (Stream<Path> files = Files.list(room)) {
                    int count = (int) files.filter(Files::isRegularFile).count();
                    if (count > MOST_FILES) {
                        tooFull.put(SOURCES.relativize(room).toString(), count);
                    }
                }
            }
        }

        assertThat(tooFull).isEmpty();
    }

    @Test
    void no_class_is_named_after_nothing() {
        noClasses()
                .that(alwaysTrue())
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Base)")
                .check(WAYPOST);
    }

    @Test
    void every_class_stands_in_a_room() {
        classes()
                .that()
                .resideInAPackage("dev.waypost..")
                .should()
                .resideInAnyPackage(
                        Stream.concat(
                                        MAY_IMPORT.keySet().stream()
                                                .map(room -> "dev.waypost." + room),
                                        Stream.of("dev.waypost.ops.."))
                                .toArray(String[]::new))
                .check(WAYPOST);
    }
}
