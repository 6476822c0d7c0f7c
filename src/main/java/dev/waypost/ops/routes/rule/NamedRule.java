package dev.waypost.ops.routes.rule;

import dev.waypost.ops.routes.LoadedRoutes;
import dev.waypost.ops.routes.RouteRule;
import dev.waypost.ops.routes.RouteText;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;

/**
 * Everything has an id of its own and says what it is for. A routeConfiguration without an id would
 * apply to every route: a failed port would count as a success and the mail as delivered.
 */
final class NamedRule extends RouteRule {

    private final Map<String, OptionalIdentifiedDefinition<?>> taken = new HashMap<>();

    @Override
    protected void look() {
        for (RouteDefinition route : LoadedRoutes.of(model.context())) {
            if (route.hasCustomIdAssigned()) {
                once(route);
                if (!Boolean.TRUE.equals(route.isTemplate())) {
                    described(route);
                }
            } else {
                error(
                        place(route),
                        "this route has no id",
                        "give it one: logs, metrics and health know it by that");
            }
        }
        for (RouteTemplateDefinition template : model.templates()) {
            once(template);
            described(template);
        }
        for (RouteConfigurationDefinition configuration : model.configurations()) {
            if (configuration.getId() == null || !configuration.hasCustomIdAssigned()) {
                error(
                        firstOf(configuration),
                        "a routeConfiguration without an id applies to every route, so a"
                                + " failed port would count as a success",
                        "give it an id, and name it by `routeConfigurationId` in the routes"
                                + " that need it");
            }
        }
    }

    private void once(OptionalIdentifiedDefinition<?> named) {
        OptionalIdentifiedDefinition<?> first = taken.putIfAbsent(named.getId(), named);
        if (first != null) {
            error(
                    named,
                    "the id %s is taken already, in %s"
                            .formatted(named.getId(), RouteText.name(first.getLocation())),
                    "give one of the two another id",
                    "id: " + named.getId());
        }
    }

    private void described(OptionalIdentifiedDefinition<?> named) {
        String text = named.getDescriptionText();
        if (text == null || text.isBlank()) {
            warning(
                    named,
                    named.getShortName() + " " + named.getId() + " has no description",
                    "say in one sentence what it is for",
                    "id: " + named.getId());
        }
    }

    /** Where a file has a bare {@code from}, the route itself stands nowhere. */
    private static OptionalIdentifiedDefinition<?> place(RouteDefinition route) {
        return route.getLocation() == null ? route.getInput() : route;
    }

    private static OptionalIdentifiedDefinition<?> firstOf(RouteConfigurationDefinition config) {
        return config.getLocation() == null && !config.getOnExceptions().isEmpty()
                ? config.getOnExceptions().get(0)
                : config;
    }
}
