package dev.waypost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The JVM's archive of the classes that the artifact loads (JEP 350), made once per build: each of
 * the many starts of the integration tests takes a quarter less of the processor with it.
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

    /** What the JVM is told of it. One of another build would only be warned of. */
    static String option() {
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
