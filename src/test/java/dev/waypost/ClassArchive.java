package dev.waypost;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The JVM's archive of the classes that the artifact loads (JEP 350), made once per build: each of
 * the many starts of the integration tests takes a third less of the processor with it. The JVM
 * finds all that is in it where the jars of the artifact are its class path; Quarkus' own loader,
 * behind {@code java -jar}, has to read each class before that.
 */
public final class ClassArchive {

    static final Path ARTIFACT = Path.of("target", "quarkus-app", "quarkus-run.jar");

    private static final Path ARCHIVE = Path.of("target", "waypost.jsa");

    private static boolean isBeingMade;

    private ClassArchive() {}

    /** Starts the artifact, has it carry a mail, and stops it: what it loaded is the archive. */
    public static void main(String[] args) throws IOException {
        Files.deleteIfExists(ARCHIVE);
        isBeingMade = true;
        try (Surroundings world = new Surroundings();
                WaypostProcess waypost = world.settings().start().ready()) {
            world.publish(0, 1);
            world.relay().awaitMails(1, Duration.ofMinutes(1));
            waypost.terminate(Duration.ofMinutes(1));
        }
        System.exit(Files.exists(ARCHIVE) ? 0 : 1);
    }

    /** The artifact's main class on its own jars; what Quarkus made or rewrote stands first. */
    static List<String> start() {
        String jars =
                Stream.of(
                                "quarkus/transformed-bytecode.jar",
                                "quarkus",
                                "app",
                                "lib/boot",
                                "lib/main")
                        .map(ARTIFACT::resolveSibling)
                        .flatMap(ClassArchive::jars)
                        .distinct()
                        .collect(Collectors.joining(File.pathSeparator));
        return List.of(
                option(),
                "--add-opens",
                "java.base/java.lang=ALL-UNNAMED",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-classpath",
                jars,
                "dev.waypost.ops.command.Main");
    }

    private static Stream<String> jars(Path place) {
        if (!Files.isDirectory(place)) {
            return Stream.of(place.toString());
        }
        try (Stream<Path> jars = Files.list(place)) {
            return jars
                    .map(Path::toString)
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the JVM is told of it. One of another build would only be warned of. */
    private static String option() {
        if (isBeingMade) {
            return "-XX:ArchiveClassesAtExit=" + ARCHIVE;
        }
        return isOfThisBuild() ? "-XX:SharedArchiveFile=" + ARCHIVE : "-Xshare:auto";
    }

    private static boolean isOfThisBuild() {
        try {
            return Files.exists(ARCHIVE)
                    && Files.getLastModifiedTime(ARCHIVE)
                                    .compareTo(Files.getLastModifiedTime(ARTIFACT))
                            > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
