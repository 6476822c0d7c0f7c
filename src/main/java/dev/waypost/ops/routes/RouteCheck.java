package dev.waypost.ops.routes;

import dev.waypost.ops.Finding;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds what Camel notices only when a mail arrives, or never: all of it at once, with file, line
 * and column. Any thread; reads nothing but its arguments.
 */
public final class RouteCheck {

    private static final List<RouteRule> RULES =
            List.of(
                    new NamedRule(),
                    new DestinationRule(),
                    new BeanRule(),
                    new FailoverRule(),
                    new ExceptionRule(),
                    new PlaceholderRule());

    private static final Comparator<Finding> BY_PLACE =
            Comparator.comparing(Finding::subject)
                    .thenComparingInt(Finding::line)
                    .thenComparingInt(Finding::column);

    private final Vocabulary vocabulary;

    public RouteCheck(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** What is to say about these files together; empty where all is well. */
    public List<Finding> findings(List<RouteFile> files) {
        RouteBook book = new RouteBook(files);
        return Stream.concat(
                        book.unreadable().stream(),
                        RULES.stream().flatMap(rule -> rule.findings(book, vocabulary)))
                .distinct()
                .sorted(BY_PLACE)
                .toList();
    }

    /**
     * Refuses routes with errors; warnings pass.
     *
     * @throws FaultyRoutes with every error in its message, a line each
     */
    public void require(List<RouteFile> files) {
        List<Finding> errors = findings(files).stream().filter(Finding::isError).toList();
        if (!errors.isEmpty()) {
            throw new FaultyRoutes(errors);
        }
    }
}
