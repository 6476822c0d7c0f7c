package dev.waypost.ops.routes;

import dev.waypost.ops.Finding;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything has an id and says what it is for, and what is named exists. A routeConfiguration
 * without an id would apply to every route, the port routes too: a failed port would count as a
 * success and the mail as delivered.
 */
final class NamedRule implements RouteRule {

    @Override
    public Stream<Finding> findings(RouteBook book, Vocabulary vocabulary) {
        return Stream.of(
                        nameless(book),
                        undescribed(book),
                        duplicates(book),
                        unknownReferences(book))
                .flatMap(findings -> findings);
    }

    private static Stream<Finding> nameless(RouteBook book) {
        Stream<Finding> bare =
                book.entries("from").stream()
                        .map(
                                from ->
                                        from.error(
                                                "a route without a name",
                                                "write it as `route:` with"
                                                        + " `id`, `description` and this `from`"));
        Stream<Finding> configurations =
                withoutText(book, "routeConfiguration", "id")
                        .map(
                                spot ->
                                        spot.error(
                                                "a routeConfiguration without an id applies to every route, so a"
                                                        + " failed port would count as a success",
                                                "give it an id, and name it by `routeConfigurationId` in the routes"
                                                        + " that need it"));
        Stream<Finding> others =
                Stream.of(
                                withoutText(book, "route", "id"),
                                withoutText(book, "routeTemplate", "id"),
                                withoutText(book, "templatedRoute", "routeId"))
                        .flatMap(spots -> spots)
                        .map(
                                spot ->
                                        spot.error(
                                                "this " + spot.key() + " has no id",
                                                "give it one: logs, metrics and health know it by that"));
        return Stream.of(bare, configurations, others).flatMap(findings -> findings);
    }

    private static Stream<Finding> undescribed(RouteBook book) {
        return Stream.of("route", "routeTemplate")
                .flatMap(kind -> withoutText(book, kind, "description"))
                .map(
                        spot ->
                                spot.warning(
                                        spot.key() + " " + spot.text("id") + " has no description",
                                        "say in one sentence what it is for"));
    }

    private static Stream<Finding> duplicates(RouteBook book) {
        Map<String, YamlSpot> first = new HashMap<>();
        return Stream.of("route", "templatedRoute", "routeTemplate", "routeConfiguration")
                .flatMap(kind -> book.entries(kind).stream())
                .flatMap(spot -> Stream.of("id", "routeId").flatMap(key -> spot.get(key).stream()))
                .filter(id -> first.putIfAbsent(id.text(), id) != null)
                .map(
                        id ->
                                id.error(
                                        "the id "
                                                + id.text()
                                                + " is taken already, in "
                                                + first.get(id.text()).file(),
                                        "give one of the two another id"));
    }

    private static Stream<Finding> unknownReferences(RouteBook book) {
        return Stream.concat(
                unknown(book, "routeTemplateRef", "routeTemplate"),
                unknown(book, "routeConfigurationId", "routeConfiguration"));
    }

    private static Stream<Finding> unknown(RouteBook book, String key, String kind) {
        Set<String> known = ids(book, kind);
        return book.everything()
                .filter(spot -> spot.isText() && spot.key().equals(key))
                .filter(spot -> !known.contains(spot.text()))
                .map(
                        spot ->
                                spot.error(
                                        "no " + kind + " has the id " + spot.text(),
                                        "mend the name, or add its file; known: "
                                                + String.join(", ", known)));
    }

    private static Set<String> ids(RouteBook book, String kind) {
        return book.entries(kind).stream()
                .map(spot -> spot.text("id"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<YamlSpot> withoutText(RouteBook book, String kind, String key) {
        return book.entries(kind).stream().filter(spot -> spot.text(key).isBlank());
    }
}
