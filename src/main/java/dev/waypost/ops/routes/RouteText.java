package dev.waypost.ops.routes;

import dev.waypost.ops.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The text of a route file, for what the loaded model cannot tell: where exactly a word stands. */
final class RouteText {

    /** Larger than any route file that a person wrote; Camel's loader would take minutes. */
    private static final int MOST_BYTES = 1 << 20;

    private static final int FARTHEST = 40;

    private RouteText() {}

    /**
     * The route files, each a list at least; Camel's loader passes over a file that is none.
     *
     * @throws FaultyRoutes for files that are unreadable, too large, no YAML or no list of routes
     */
    static List<Resource> required(CamelContext context, List<String> locations) {
        LoadedRoutes.listenTo(context);
        List<Resource> resources = new ArrayList<>();
        locations.forEach(
                location ->
                        resources.add(
                                PluginHelper.getResourceLoader(context).resolveResource(location)));
        List<Finding> findings = new ArrayList<>();
        resources.forEach(resource -> fault(resource, findings));
        if (!findings.isEmpty()) {
            throw new FaultyRoutes(findings);
        }
        return resources;
    }

    private static void fault(Resource resource, List<Finding> findings) {
        String name = name(resource.getLocation());
        try (InputStream stream = resource.getInputStream()) {
            byte[] text = stream.readNBytes(MOST_BYTES + 1);
            if (text.length > MOST_BYTES) {
                findings.add(
                        at(name, 1, "this file is larger than 1 MiB", "leave routes alone in it"));
                return;
            }
            LoadSettings settings = LoadSettings.builder().setLabel(name).build();
            boolean list =
                    new Compose(settings)
                            .composeString(new String(text, StandardCharsets.UTF_8))
                            .filter(SequenceNode.class::isInstance)
                            .filter(root -> !((SequenceNode) root).getValue().isEmpty())
                            .isPresent();
            if (!list) {
                findings.add(
                        at(
                                name,
                                1,
                                "there is no route in this file, so nothing of it would be run",
                                "begin it with `- route:`, or take it away"));
            }
        } catch (MarkedYamlEngineException e) {
            findings.add(
                    at(
                            name,
                            e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1),
                            "not YAML: " + CamelProblem.oneLine(e.getProblem()),
                            "mend the indentation or the quotes here or just above"));
        } catch (YamlEngineException e) {
            findings.add(
                    at(name, 1, "not YAML: " + CamelProblem.oneLine(e.getMessage()), "mend it"));
        } catch (IOException e) {
            findings.add(
                    at(
                            name,
                            1,
                            "this file cannot be read: " + e.getMessage(),
                            "let this user read it, or take it away"));
        }
    }

    private static Finding at(String name, int line, String message, String advice) {
        return new Finding(Finding.Severity.ERROR, name, line, 0, message, advice);
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
