package dev.waypost.camel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.util.StringHelper;

/**
 * The submission ports that route {@code deliver} leads to, itself or by {@code direct:} routes, in
 * the order in which it names them. Read from the routes as they were loaded, once all of their
 * endpoints are there.
 */
public final class RoutePorts {

    private static final String ENTRANCE = "direct:deliver";
    private static final Set<String> WAYS = Set.of("direct", "smtp", "smtps");

    private RoutePorts() {}

    /** The endpoints of the ports, by the name of the port. */
    public static Map<String, RelayMailEndpoint> of(CamelContext context) {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        Map<String, RelayMailEndpoint> ports = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        Deque<Endpoint> open = new ArrayDeque<>();
        open.add(context.getEndpoint(ENTRANCE));
        while (!open.isEmpty()) {
            Endpoint endpoint = open.pop();
            if (endpoint instanceof RelayMailEndpoint port) {
                ports.putIfAbsent(port.port().name(), port);
            } else if (seen.add(endpoint.getEndpointUri())) {
                // Depth first: what stands before in the routes is asked before.
                Deque<Endpoint> behind = new ArrayDeque<>();
                for (RouteDefinition route : model.getRouteDefinitions()) {
                    if (begins(route, endpoint, context)) {
                        destinations(route, context).forEach(behind::push);
                    }
                }
                behind.forEach(open::push);
            }
        }
        return ports;
    }

    private static boolean begins(RouteDefinition route, Endpoint at, CamelContext context) {
        return endpoint(route.getInput().getEndpointUri(), context).filter(at::equals).isPresent();
    }

    private static List<Endpoint> destinations(RouteDefinition route, CamelContext context) {
        return ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class)
                .stream()
                .flatMap(to -> endpoint(to.getEndpointUri(), context).stream())
                .toList();
    }

    /** The endpoint that the steps of this URI share; empty where it is no way to a port. */
    private static Optional<Endpoint> endpoint(String uri, CamelContext context) {
        String resolved = context.resolvePropertyPlaceholders(uri);
        return WAYS.contains(StringHelper.before(resolved, ":", ""))
                ? Optional.of(context.getEndpoint(resolved))
                : Optional.empty();
    }
}
