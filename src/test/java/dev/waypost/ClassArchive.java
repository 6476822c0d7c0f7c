package dev.waypost;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The JVM's archive of the classes that the artifact loads (JEP 350), made once per build: each of
 * the many starts of the integration tests takes 40 % less of the processor with it. An archive
 * holds what comes from the class path alone, so with it the artifact's jars are the class path,
 * where {@code -jar} would have Quarkus' own loader read them. What runs each night has no archive,
 * and {@link WaypostProcess.Settings#asUsersDo} goes without.
 */
public final class ClassArchive {

    private static final Path ARTIFACT = Path.of("target", "quarkus-app");
    private static final Path JAR = ARTIFACT.resolve("quarkus-run.jar");
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

    /** What the JVM is told to run. An archive of another build would only be warned of. */
    static List<String> command() {
        if (isBeingMade) {
            return withClassPath("-XX:ArchiveClassesAtExit=" + ARCHIVE);
        }
        return !Thorough.isOn() && isOfThisBuild()
                ? withClassPath("-XX:SharedArchiveFile=" + ARCHIVE)
                : asUsersDo();
    }

    static List<String> asUsersDo() {
        return List.of("-jar", JAR.toString());
    }

    private static List<String> withClassPath(String archive) {
        String jars =
                Stream.of("quarkus", "app", "lib/main", "lib/boot")
                        .flatMap(folder -> jars(folder).stream())
                        .collect(joining(File.pathSeparator));
        return List.of(
                archive,
                // As the manifest of quarkus-run.jar says.
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-cp",
                jars,
                "dev.waypost.ops.command.Main");
    }

    /** What Quarkus has transformed comes before what it was made of. */
    private static List<String> jars(String folder) {
        try (Stream<Path> files = Files.list(ARTIFACT.resolve(folder))) {
            return files.map(Path::toString).filter(it -> it.endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOfThisBuild() {
        try {
            return Files.exists(ARCHIVE)
                    && Files.getLastModifiedTime(ARCHIVE).compareTo(Files.getLastModifiedTime(JAR))
                            > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
