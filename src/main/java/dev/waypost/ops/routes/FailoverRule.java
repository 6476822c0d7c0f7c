package dev.waypost.ops.routes;

import dev.waypost.ops.Finding;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Failover sees every failure, and moves on only for trouble of the port. An error handler on a
 * route behind the balancer would make a failed port look like a success: the mail would be lost in
 * silence. Without a list of exceptions a reply meant for the message would be asked for again on
 * every port.
 */
final class FailoverRule implements RouteRule {

    private static final String DELIVER = "deliver";

    @Override
    public Stream<Finding> findings(RouteBook book, Vocabulary vocabulary) {
        List<Route> routes = book.routes();
        return Stream.concat(
                routes.stream()
                        .flatMap(Route::failoverLoadBalancers)
                        .filter(FailoverRule::hasNoExceptions)
                        .map(
                                spot ->
                                        spot.error(
                                                "the failoverLoadBalancer has no list of exceptions, so it would ask"
                                                        + " every port again what the relay has refused",
                                                "add `exception: [dev.waypost.classify.PortUnavailable]`")),
                Stream.concat(vital(routes).stream(), handled(routes))
                        .distinct()
                        .flatMap(FailoverRule::swallowing));
    }

    private static boolean hasNoExceptions(YamlSpot balancer) {
        return balancer.get("exception").stream()
                .flatMap(list -> list.items().stream())
                .allMatch(item -> item.text().isBlank());
    }

    /** The routes with a balancer, and all that are reached from there while the caller waits. */
    private static Set<Route> vital(List<Route> routes) {
        Set<Route> vital = new LinkedHashSet<>();
        Deque<Route> open = new ArrayDeque<>();
        routes.stream()
                .filter(
                        r ->
                                r.id().equals(DELIVER)
                                        || r.failoverLoadBalancers().findAny().isPresent())
                .forEach(open::add);
        while (!open.isEmpty()) {
            Route route = open.remove();
            if (vital.add(route)) {
                called(route, routes).forEach(open::add);
            }
        }
        return vital;
    }

    /** The routes whose failures are handled once, by the route that calls them. */
    private static Stream<Route> handled(List<Route> routes) {
        return routes.stream()
                .filter(route -> route.body().get("routeConfigurationId").isPresent())
                .flatMap(route -> called(route, routes));
    }

    /** The routes that this one calls and waits for. */
    private static Stream<Route> called(Route route, List<Route> routes) {
        return route.destinations()
                .filter(endpoint -> endpoint.scheme().equals("direct"))
                .flatMap(endpoint -> routes.stream().filter(r -> begins(r, endpoint)));
    }

    private static boolean begins(Route route, Endpoint endpoint) {
        return route.from().map(Endpoint::address).filter(endpoint.address()::equals).isPresent();
    }

    private static Stream<Finding> swallowing(Route route) {
        Stream<Finding> handler =
                route.passesErrorsOn()
                        ? Stream.empty()
                        : Stream.of(
                                route.body()
                                        .error(
                                                "this route stands in the way of a failure that its caller has to"
                                                        + " see",
                                                "add `errorHandler: {noErrorHandler: {}}` to it"));
        Stream<Finding> others =
                Stream.of("routeConfigurationId", "onException")
                        .flatMap(key -> route.body().get(key).stream())
                        .map(
                                spot ->
                                        spot.error(
                                                "this route would handle a failure that its caller has to see",
                                                "take "
                                                        + spot.key()
                                                        + " out; only the route that carries the mail"
                                                        + " handles failures"));
        return Stream.concat(handler, others);
    }
}
