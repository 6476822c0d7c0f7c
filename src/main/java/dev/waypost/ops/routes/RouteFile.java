package dev.waypost.ops.routes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One YAML file of routes.
 *
 * @param name as a person looks for it: the path below the routes folder
 * @param yaml its whole text
 */
public record RouteFile(String name, String yaml) {

    private static final String SUFFIX = ".camel.yaml";
    private static final String FILE = "file:";
    private static final String CLASSPATH = "classpath:";

    /**
     * The route files of a folder, by name, and of {@code relays/} the one that the profile names.
     *
     * @throws UncheckedIOException where the folder or the profile's file cannot be read
     */
    public static List<RouteFile> of(Path folder, String profile) {
        List<RouteFile> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(path -> path.toString().endsWith(SUFFIX))
                    .sorted()
                    .forEach(path -> files.add(read(folder, path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files.add(read(folder, folder.resolve("relays").resolve(profile + SUFFIX)));
        return files;
    }

    /**
     * Route files by their Camel locations, {@code file:} or {@code classpath:}.
     *
     * @throws UncheckedIOException where one cannot be read
     */
    public static List<RouteFile> at(List<String> locations) {
        return locations.stream().map(RouteFile::at).toList();
    }

    private static RouteFile at(String location) {
        if (location.startsWith(FILE)) {
            Path path = Path.of(location.substring(FILE.length()));
            return read(path.toAbsolutePath().getParent(), path.toAbsolutePath());
        }
        String name = location.substring(location.startsWith(CLASSPATH) ? CLASSPATH.length() : 0);
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream stream = loader.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IOException("no " + name + " in the artifact");
            }
            return new RouteFile(name, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RouteFile read(Path folder, Path path) {
        try {
            return new RouteFile(folder.relativize(path).toString(), Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
