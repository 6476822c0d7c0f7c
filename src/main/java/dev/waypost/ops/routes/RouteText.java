package dev.waypost.ops.routes;

import dev.waypost.ops.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/**
 * The text of the route files, for what the loaded model cannot tell: where exactly a word stands.
 * Each file is read once. One thread.
 */
public final class RouteText {

    private static final int FARTHEST = 40;

    private final CamelContext context;
    private final Map<String, List<String>> files = new HashMap<>();

    RouteText(CamelContext context) {
        this.context = context;
    }

    /** A finding at a node of the model, where the text says one of these words. */
    Finding finding(
            Finding.Severity severity,
            LineNumberAware node,
            String message,
            String advice,
            String... words) {
        return finding(severity, node.getLocation(), node.getLineNumber(), message, advice, words);
    }

    /**
     * A finding where the text says what it is about.
     *
     * @param location of the file; null where it is not known
     * @param from the line as Camel gives it
     * @param words what the line says, the most telling first
     */
    Finding finding(
            Finding.Severity severity,
            String location,
            int from,
            String message,
            String advice,
            String... words) {
        String file = location == null ? "" : location;
        List<String> lines = files.computeIfAbsent(file, at -> lines(context, at));
        return new Finding(severity, name(file), line(lines, from, words), 0, message, advice);
    }

    /** The words that a step's own line says. */
    static String[] words(ProcessorDefinition<?> step) {
        if (step instanceof BeanDefinition bean) {
            String method = bean.getMethod() == null ? "" : "method: " + bean.getMethod();
            return new String[] {method, String.valueOf(bean.getRef())};
        }
        String uri = EndpointUri.written(step).replaceFirst("\\?.*", "");
        return uri.isEmpty()
                ? new String[] {step.getShortName()}
                : new String[] {uri, step.getShortName()};
    }

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
    public static String name(String location) {
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
