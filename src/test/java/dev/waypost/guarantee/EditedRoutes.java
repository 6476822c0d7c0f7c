package dev.waypost.guarantee;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A copy of the route files in which somebody has changed something, for {@code WAYPOST_ROUTES}.
 */
final class EditedRoutes {

    private static final Path ORIGINAL = Path.of("routes");

    private final Path folder;

    EditedRoutes(Path folder) {
        this.folder = folder;
        try (Stream<Path> files = Files.walk(ORIGINAL)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = folder.resolve(ORIGINAL.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Replaces a text, where it stands first.
     *
     * @throws AssertionError where the file no longer says so
     */
    EditedRoutes edit(String file, String before, String after) {
        Path path = folder.resolve(file);
        try {
            String text = Files.readString(path);
            int at = text.indexOf(before);
            if (at < 0) {
                throw new AssertionError(file + " no longer says: " + before);
            }
            Files.writeString(
                    path, text.substring(0, at) + after + text.substring(at + before.length()));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }
}
