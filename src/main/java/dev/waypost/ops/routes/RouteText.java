package dev.waypost.ops.routes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/** The text of a route file, for what the loaded model cannot tell: where exactly a word stands. */
final class RouteText {

    private static final int FARTHEST = 40;

    private RouteText() {}

    /** The lines of a file; none where it cannot be read. */
    static List<String> lines(CamelContext context, String location) {
        Resource resource =
                location.isEmpty()
                        ? null
                        : PluginHelper.getResourceLoader(context).resolveResource(location);
        if (resource == null || !resource.exists()) {
            return List.of();
        }
        try (InputStream stream = resource.getInputStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** As a person looks for it: the path below the routes folder. */
    static String name(String location) {
        if (location.isEmpty()) {
            return "routes";
        }
        Path path = Path.of(location.substring(location.indexOf(':') + 1));
        Path folder = path.getParent();
        return folder != null && folder.endsWith("relays")
                ? "relays/" + path.getFileName()
                : path.getFileName().toString();
    }

    /**
     * The line that says the word. Camel counts from the line before a step that is written in
     * braces, so the word decides.
     *
     * @param from as Camel gives it; less than 1 where it does not know
     */
    static int line(List<String> lines, int from, String... words) {
        int first = Math.max(1, from);
        for (String word : words) {
            for (int line = first; line <= Math.min(lines.size(), first + FARTHEST); line++) {
                if (lines.get(line - 1).contains(word)) {
                    return line;
                }
            }
        }
        return first;
    }
}
