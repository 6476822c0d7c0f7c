package dev.waypost.ops.live;

import dev.waypost.ops.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a routes folder said at one moment, byte for byte: what is checked is what runs, whatever an
 * editor does meanwhile. Two copies are equal where the folder said the same. Immutable.
 *
 * @param files by their path below the folder
 * @param unreadable what could not be copied
 */
record RouteCopy(Map<String, ByteBuffer> files, List<Finding> unreadable) {

    /** Whatever a command reads of a folder, and nothing of an editor's own files. */
    private static final Pattern READ = Pattern.compile("[^.].*\\.(ya?ml|properties)");

    private static final List<String> PARTS = List.of("", "relays", "scenarios");

    /** What is larger is refused by the check, which a byte more is enough for. */
    private static final int MOST_BYTES = (1 << 20) + 1;

    /** Of what is there now; of nothing where there is no such folder. */
    static RouteCopy of(Path folder) {
        Map<String, ByteBuffer> files = new TreeMap<>();
        List<Finding> unreadable = new ArrayList<>();
        for (String part : PARTS) {
            for (Path file : listed(folder.resolve(part))) {
                String name = folder.relativize(file).toString();
                try (InputStream stream = Files.newInputStream(file)) {
                    files.put(name, ByteBuffer.wrap(stream.readNBytes(MOST_BYTES)));
                } catch (IOException e) {
                    unreadable.add(Finding.unreadable(name, e));
                }
            }
        }
        return new RouteCopy(files, unreadable);
    }

    private static List<Path> listed(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> READ.matcher(file.getFileName().toString()).matches())
                    .filter(file -> !Files.isDirectory(file))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException gone) {
            return List.of(); // taken away just now: the next look tells
        }
    }

    /** Writes all files below a folder that does not exist yet. */
    void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, ByteBuffer> file : files.entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue().array());
        }
    }
}
