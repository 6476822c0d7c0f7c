package dev.waypost.ops.routes;

import dev.waypost.ops.Finding;
import java.util.Set;
import java.util.stream.Stream;

/** Every exception that routes name is a class of the artifact. */
final class ExceptionRule implements RouteRule {

    private static final Set<String> KEYS = Set.of("exception", "exceptionType");

    @Override
    public Stream<Finding> findings(RouteBook book, Vocabulary vocabulary) {
        return book.everything()
                .filter(spot -> spot.isText() && KEYS.contains(spot.key()))
                .filter(
                        spot ->
                                !spot.text().isBlank()
                                        && !vocabulary.exceptions().test(spot.text()))
                .map(
                        spot ->
                                spot.error(
                                        "there is no exception " + spot.text(),
                                        "write the full class name, such as dev.waypost.classify.PortUnavailable; a"
                                                + " class of your own needs another build"));
    }
}
