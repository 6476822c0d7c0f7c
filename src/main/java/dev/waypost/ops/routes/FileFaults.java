package dev.waypost.ops.routes;

import dev.waypost.config.routes.RouteFiles;
import dev.waypost.ops.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * What is wrong with a routes folder before Camel reads it: files that are no routes, or unread.
 */
public final class FileFaults {

    /** Larger than any route file that a person wrote; Camel's loader would take minutes. */
    private static final int MOST_BYTES = 1 << 20;

    private static final Pattern STRAY = Pattern.compile("(?!\\.)(?!.*\\.camel\\.yaml$).*\\.ya?ml");

    private static final Set<String> ROUTES =
            Set.of("route", "from", "routeConfiguration", "routeTemplate", "templatedRoute");

    private FileFaults() {}

    /** The route files, whatever is in them. */
    static List<Resource> resources(CamelContext context, List<String> locations) {
        List<Resource> resources = new ArrayList<>();
        locations.forEach(
                location ->
                        resources.add(
                                PluginHelper.getResourceLoader(context).resolveResource(location)));
        LoadedRoutes.listenTo(context, resources);
        return resources;
    }

    /**
     * The route files, each a list at least; Camel's loader passes over a file that is none. Those
     * in the artifact are not edited.
     *
     * @throws FaultyRoutes for files that are unreadable, too large, no YAML or no list of routes
     */
    public static List<Resource> required(CamelContext context, List<String> locations) {
        List<Resource> resources = resources(context, locations);
        List<Finding> findings = new ArrayList<>();
        resources.stream()
                .filter(resource -> RouteFiles.file(resource.getLocation()).isPresent())
                .forEach(resource -> fault(resource, findings));
        folder(locations).ifPresent(folder -> strays(folder, findings));
        if (!findings.isEmpty()) {
            throw new FaultyRoutes(findings);
        }
        return resources;
    }

    private static Optional<Path> folder(List<String> locations) {
        return locations.stream()
                .flatMap(location -> RouteFiles.file(location).stream())
                .map(Path::getParent)
                .findFirst();
    }

    /** Files that somebody takes for routes, and that are not read for their name. */
    private static void strays(Path folder, List<Finding> findings) {
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> STRAY.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .filter(FileFaults::hasRoutes)
                    .forEach(
                            file ->
                                    findings.add(
                                            Finding.error(
                                                    file.getFileName().toString(),
                                                    1,
                                                    "there are routes in this file, and it is not"
                                                            + " read for its name",
                                                    "let its name end in .camel.yaml, or take it"
                                                            + " away")));
        } catch (IOException unlisted) {
            // Whoever listed the route files has told.
        }
    }

    private static boolean hasRoutes(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            String text = new String(stream.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            return new Compose(LoadSettings.builder().build())
                    .composeString(text)
                    .filter(SequenceNode.class::isInstance)
                    .map(root -> ((SequenceNode) root).getValue())
                    .filter(items -> items.stream().anyMatch(FileFaults::isRoute))
                    .isPresent();
        } catch (IOException | YamlEngineException isNone) {
            return false;
        }
    }

    private static boolean isRoute(Node item) {
        return item instanceof MappingNode map
                && map.getValue().stream()
                        .map(NodeTuple::getKeyNode)
                        .filter(ScalarNode.class::isInstance)
                        .anyMatch(key -> ROUTES.contains(((ScalarNode) key).getValue()));
    }

    private static void fault(Resource resource, List<Finding> findings) {
        String name = RouteText.name(resource.getLocation());
        try (InputStream stream = resource.getInputStream()) {
            byte[] text = stream.readNBytes(MOST_BYTES + 1);
            if (text.length > MOST_BYTES) {
                findings.add(Finding.tooLarge(name, MOST_BYTES));
                return;
            }
            LoadSettings settings = LoadSettings.builder().setLabel(name).build();
            Node root =
                    new Compose(settings)
                            .composeString(new String(text, StandardCharsets.UTF_8))
                            .orElse(null);
            if (root instanceof SequenceNode list && !list.getValue().isEmpty()) {
                Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
                words(name, root, seen, findings);
            } else {
                findings.add(
                        Finding.error(
                                name,
                                1,
                                "there is no route in this file, so nothing of it would be run",
                                "begin it with `- route:`, or take it away"));
            }
        } catch (MarkedYamlEngineException e) {
            findings.add(
                    Finding.error(
                            name,
                            e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1),
                            "not YAML: " + CamelProblem.oneLine(e.getProblem()),
                            "mend the indentation or the quotes here or just above"));
        } catch (YamlEngineException e) {
            findings.add(
                    Finding.error(
                            name,
                            1,
                            "not YAML: " + CamelProblem.oneLine(e.getMessage()),
                            "mend it"));
        } catch (IOException e) {
            findings.add(
                    leadsNowhere(resource)
                            ? Finding.error(
                                    name,
                                    1,
                                    "this file cannot be read: it is a symbolic link that leads to"
                                            + " no file",
                                    "mend the link, or take it away")
                            : Finding.unreadable(name, e));
        }
    }

    private static boolean leadsNowhere(Resource resource) {
        return RouteFiles.file(resource.getLocation())
                .filter(file -> Files.isSymbolicLink(file) && !Files.exists(file))
                .isPresent();
    }

    /** Of a key told twice Camel takes the later one, and says nothing of the first. */
    private static void words(String name, Node node, Set<Node> seen, List<Finding> findings) {
        if (!seen.add(node)) {
            return;
        }
        if (node instanceof ScalarNode text) {
            StrayPlaceholders.in(name, text, findings);
        } else if (node instanceof SequenceNode list) {
            list.getValue().forEach(item -> words(name, item, seen, findings));
        } else if (node instanceof MappingNode map) {
            Set<String> keys = new HashSet<>();
            for (NodeTuple entry : map.getValue()) {
                Node key = entry.getKeyNode();
                if (key instanceof ScalarNode word && !keys.add(word.getValue())) {
                    int line = key.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
                    findings.add(
                            Finding.error(
                                    name,
                                    line,
                                    "%s is told twice here, and only the later one holds"
                                            .formatted(word.getValue()),
                                    "make one of the two"));
                }
                words(name, entry.getValueNode(), seen, findings);
            }
        }
    }
}
