package dev.waypost.ops.routes;

import dev.waypost.ops.Finding;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every endpoint is of a component that the artifact has, and every {@code direct:} or {@code
 * seda:} leads to a route. A {@code direct:} without one fails with the first mail; a {@code seda:}
 * without one swallows mails in silence.
 */
final class DestinationRule implements RouteRule {

    @Override
    public Stream<Finding> findings(RouteBook book, Vocabulary vocabulary) {
        Set<String> consumed =
                book.routes().stream()
                        .flatMap(route -> route.from().stream())
                        .map(Endpoint::address)
                        .collect(Collectors.toCollection(TreeSet::new));
        Stream<Finding> dangling =
                endpoints(book)
                        .filter(endpoint -> endpoint.isInternal() && !endpoint.isDynamic())
                        .filter(endpoint -> !consumed.contains(endpoint.address()))
                        .map(
                                endpoint ->
                                        endpoint.spot()
                                                .error(
                                                        "no route begins with "
                                                                + endpoint.address(),
                                                        "mend the name, or add the route; known: "
                                                                + internal(consumed)));
        Stream<Finding> unknown =
                Stream.concat(endpoints(book), sources(book))
                        .filter(endpoint -> !endpoint.scheme().contains("{{"))
                        .filter(endpoint -> !vocabulary.components().contains(endpoint.scheme()))
                        .map(
                                endpoint ->
                                        endpoint.spot()
                                                .error(
                                                        "the component "
                                                                + endpoint.scheme()
                                                                + " is not in this artifact",
                                                        "use one of "
                                                                + String.join(
                                                                        ", ",
                                                                        new TreeSet<>(
                                                                                vocabulary
                                                                                        .components()))
                                                                + "; another one needs another build"));
        return Stream.concat(dangling, unknown);
    }

    /** Endpoints that are written to: in routes, and in what is done with their errors. */
    private static Stream<Endpoint> endpoints(RouteBook book) {
        return Stream.concat(
                book.routes().stream().flatMap(Route::destinations),
                book.entries("routeConfiguration").stream()
                        .flatMap(YamlSpot::everything)
                        .flatMap(spot -> Endpoint.of(spot, Map.of()).stream()));
    }

    private static Stream<Endpoint> sources(RouteBook book) {
        return book.routes().stream().flatMap(route -> route.from().stream());
    }

    private static String internal(Set<String> addresses) {
        return addresses.stream()
                .filter(address -> address.matches("(direct|seda):.*"))
                .collect(Collectors.joining(", "));
    }
}
