package dev.waypost.ops.routes;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteDefinition;

/**
 * Every route that is loaded. Camel lets a route of one id take the place of an earlier one,
 * without a word.
 */
final class LoadedRoutes extends ModelLifecycleStrategySupport {

    private final List<RouteDefinition> all = new ArrayList<>();

    /** Before anything is loaded into the context. */
    static void listenTo(CamelContext context) {
        LoadedRoutes routes = new LoadedRoutes();
        context.getCamelContextExtension().addContextPlugin(LoadedRoutes.class, routes);
        context.getCamelContextExtension()
                .getContextPlugin(Model.class)
                .addModelLifecycleStrategy(routes);
    }

    /** Those that were replaced included; none where nobody has listened. */
    static List<RouteDefinition> of(CamelContext context) {
        LoadedRoutes routes =
                context.getCamelContextExtension().getContextPlugin(LoadedRoutes.class);
        return routes == null ? List.of() : routes.all;
    }

    @Override
    public void onAddRouteDefinition(RouteDefinition route) {
        all.add(route);
    }
}
