package dev.waypost.ops.routes;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One route as it will run: written out, or made from a template.
 *
 * @param id empty where the file gives none
 * @param place where the file says that there is such a route
 * @param body where {@code from} and {@code errorHandler} stand
 * @param parameters values of the template's parameters; empty for a route written out
 */
record Route(String id, YamlSpot place, YamlSpot body, Map<String, String> parameters) {

    Optional<Endpoint> from() {
        return body.get("from").flatMap(from -> Endpoint.of(from, parameters));
    }

    /** Every endpoint that the route names, its own {@code from} left out. */
    Stream<Endpoint> destinations() {
        return body.everything()
                .filter(spot -> !spot.key().equals("from"))
                .flatMap(spot -> Endpoint.of(spot, parameters).stream());
    }

    Stream<YamlSpot> failoverLoadBalancers() {
        return body.everything().filter(spot -> spot.key().equals("failoverLoadBalancer"));
    }

    boolean passesErrorsOn() {
        return body.get("errorHandler")
                .flatMap(handler -> handler.get("noErrorHandler"))
                .isPresent();
    }
}
