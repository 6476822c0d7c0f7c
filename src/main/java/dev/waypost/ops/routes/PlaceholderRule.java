package dev.waypost.ops.routes;

import dev.waypost.ops.Finding;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every placeholder has a value: a setting, a parameter of its template, or a default. */
final class PlaceholderRule implements RouteRule {

    /** Left alone: optional ones, and those with a default after a colon. */
    private static final Pattern REQUIRED = Pattern.compile("\\{\\{([^?:}!][^:}]*)}}");

    @Override
    public Stream<Finding> findings(RouteBook book, Vocabulary vocabulary) {
        return Stream.of("route", "from", "templatedRoute", "routeConfiguration", "routeTemplate")
                .flatMap(kind -> book.entries(kind).stream())
                .flatMap(entry -> findings(entry, vocabulary.placeholders()));
    }

    private static Stream<Finding> findings(YamlSpot entry, Predicate<String> settings) {
        Set<String> parameters =
                entry.key().equals("routeTemplate")
                        ? RouteBook.parameters(entry)
                                .map(parameter -> parameter.text("name"))
                                .collect(Collectors.toSet())
                        : Set.of();
        Predicate<String> known = key -> parameters.contains(key) || settings.test(key);
        return entry.everything()
                .filter(YamlSpot::isText)
                .flatMap(
                        spot ->
                                REQUIRED.matcher(spot.text())
                                        .results()
                                        .map(match -> match.group(1).trim())
                                        .filter(known.negate())
                                        .map(
                                                key ->
                                                        spot.error(
                                                                "the placeholder {{"
                                                                        + key
                                                                        + "}} has no value",
                                                                parameters.isEmpty()
                                                                        ? "mend its name, or set it in the environment"
                                                                        : "mend its name, declare it among the template's parameters,"
                                                                                + " or set it in the environment")));
    }
}
