package dev.waypost.ops.routes;

import dev.waypost.ops.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** All route files as one: a route may lead to a route of another file. */
final class RouteBook {

    private final List<YamlSpot> entries = new ArrayList<>();
    private final List<Finding> unreadable = new ArrayList<>();

    RouteBook(List<RouteFile> files) {
        files.forEach(this::add);
    }

    private void add(RouteFile file) {
        LoadSettings settings = LoadSettings.builder().setLabel(file.name()).build();
        try {
            new Compose(settings)
                    .composeString(file.yaml())
                    .map(node -> new YamlSpot(file.name(), "", node))
                    .ifPresent(root -> root.items().forEach(i -> i.fields().forEach(entries::add)));
        } catch (MarkedYamlEngineException e) {
            unreadable.add(
                    new Finding(
                            Finding.Severity.ERROR,
                            file.name(),
                            e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0),
                            e.getProblemMark().map(mark -> mark.getColumn() + 1).orElse(0),
                            "not YAML: " + e.getProblem(),
                            "mend the indentation or the quotes here or just above"));
        } catch (YamlEngineException e) {
            unreadable.add(Finding.error(file.name(), "not YAML: " + e.getMessage(), "mend it"));
        }
    }

    List<Finding> unreadable() {
        return unreadable;
    }

    /** Everything in all files. */
    Stream<YamlSpot> everything() {
        return entries.stream().flatMap(YamlSpot::everything);
    }

    /** The top-level entries of this kind, such as {@code routeTemplate}. */
    List<YamlSpot> entries(String kind) {
        return entries.stream().filter(entry -> entry.key().equals(kind)).toList();
    }

    /** The routes, those made from templates included. */
    List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (YamlSpot route : entries("route")) {
            routes.add(new Route(route.text("id"), route, route, Map.of()));
        }
        for (YamlSpot use : entries("templatedRoute")) {
            for (YamlSpot template : entries("routeTemplate")) {
                if (template.text("id").equals(use.text("routeTemplateRef"))) {
                    YamlSpot body = template.get("route").orElse(template);
                    routes.add(new Route(use.text("routeId"), use, body, values(template, use)));
                }
            }
        }
        return routes;
    }

    /** The parameters that a template declares. */
    static Stream<YamlSpot> parameters(YamlSpot template) {
        return template.get("parameters").stream().flatMap(list -> list.items().stream());
    }

    private static Map<String, String> values(YamlSpot template, YamlSpot use) {
        Map<String, String> values = new LinkedHashMap<>();
        parameters(template)
                .filter(parameter -> parameter.get("defaultValue").isPresent())
                .forEach(p -> values.put(p.text("name"), p.text("defaultValue")));
        parameters(use).forEach(p -> values.put(p.text("name"), p.text("value")));
        return values;
    }
}
