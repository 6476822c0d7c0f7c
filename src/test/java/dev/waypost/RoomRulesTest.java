package dev.waypost;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    private static final Pattern ROOM = Pattern.compile("\\{@code ([a-z.]+)}");

    /** Which rooms each may import, as its door sign says; all but {@code ops}, which may all. */
    private static final Map<String, Set<String>> MAY_IMPORT = doorSigns();

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

    private static Map<String, Set<String>> doorSigns() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.endsWith("package-info.java"))
                    .map(file -> SOURCES.relativize(file.getParent()).toString().replace('/', '.'))
                    .filter(room -> !room.matches("ops(\\..*)?"))
                    .collect(Collectors.toMap(room -> room, RoomRulesTest::allowed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> allowed(String room) {
        Path sign = SOURCES.resolve(room.replace('.', '/')).resolve("package-info.java");
        try {
            String text = Files.readString(sign).replaceAll("\\s*\n \\*\\s*", " ");
            assertThat(text).contains("May import: ");
            return ROOM.matcher(text.substring(text.indexOf("May import: ")))
                    .results()
                    .map(each -> each.group(1))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(String room, Set<String> allowed) {
        assertThat(MAY_IMPORT.keySet()).containsAll(allowed);
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
