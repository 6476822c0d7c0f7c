package dev.waypost.config.routes;

import dev.waypost.config.DeliveryConfig;
import dev.waypost.config.WaypostConfig;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.spi.PropertiesComponent;

/** What Camel is told before it loads the routes. */
public final class RouteLoading {

    private RouteLoading() {}

    /**
     * What routes rest on: the values that they name, and that a failure goes to whoever called the
     * route, unless the route itself says otherwise. An error handler that Camel adds in between
     * would let the failover take a failed port for a success.
     */
    public static void prepare(CamelContext context, WaypostConfig config) {
        context.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerDefinition());
        PropertiesComponent properties = context.getPropertiesComponent();
        if (properties.getPropertiesSource(Placeholders.NAME) == null) {
            properties.addPropertiesSource(new Placeholders());
        }
        derived(config).forEach(properties::addOverrideProperty);
    }

    /**
     * Settings whose default follows from others, by key: routes name them between double braces.
     */
    static Map<String, String> derived(WaypostConfig config) {
        List<String> lanes = config.lanes().orElse(List.of()).stream().map(String::strip).toList();
        return Map.of(
                "waypost.delivery.workers",
                String.valueOf(workers(config.delivery())),
                "waypost.lanes.high",
                String.valueOf(lanes.contains("high")),
                "waypost.lanes.bulk",
                String.valueOf(lanes.contains("bulk")));
    }

    /**
     * More than connections, for those wait in vain where packets vanish; not one for each mail in
     * flight, for a thread that only waits for its turn costs a change of context each time.
     */
    public static int workers(DeliveryConfig delivery) {
        return delivery.workers()
                .orElseGet(() -> Math.min(2 * delivery.connections(), delivery.concurrency()));
    }
}
