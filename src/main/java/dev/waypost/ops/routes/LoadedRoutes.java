package dev.waypost.ops.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;

/**
 * Every route that is loaded. Camel lets a route of one id take the place of an earlier one,
 * without a word.
 */
public final class LoadedRoutes extends ModelLifecycleStrategySupport {

    private final List<Resource> files;
    private final List<RouteDefinition> all = new ArrayList<>();

    private LoadedRoutes(List<Resource> files) {
        this.files = List.copyOf(files);
    }

    /** Before anything is loaded into the context. */
    static void listenTo(CamelContext context, List<Resource> files) {
        LoadedRoutes routes = new LoadedRoutes(files);
        context.getCamelContextExtension().addContextPlugin(LoadedRoutes.class, routes);
        context.getCamelContextExtension()
                .getContextPlugin(Model.class)
                .addModelLifecycleStrategy(routes);
    }

    /** Those that were replaced included; none where nobody has listened. */
    public static List<RouteDefinition> of(CamelContext context) {
        LoadedRoutes routes =
                context.getCamelContextExtension().getContextPlugin(LoadedRoutes.class);
        return routes == null ? List.of() : routes.all;
    }

    /** The last file that has such a line; empty where none has. */
    public static Optional<Resource> saying(CamelContext context, String words) {
        LoadedRoutes routes =
                context.getCamelContextExtension().getContextPlugin(LoadedRoutes.class);
        return routes == null
                ? Optional.empty()
                : routes.files.stream()
                        .filter(
                                file ->
                                        RouteText.lines(context, file.getLocation()).stream()
                                                .anyMatch(line -> line.contains(words)))
                        .reduce((first, last) -> last);
    }

    @Override
    public void onAddRouteDefinition(RouteDefinition route) {
        all.add(route);
    }
}
