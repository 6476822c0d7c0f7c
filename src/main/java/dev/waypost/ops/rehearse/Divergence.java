package dev.waypost.ops.rehearse;

import java.util.List;
import java.util.Optional;
import org.apache.camel.model.ProcessorDefinition;

/**
 * Where a record first goes another way than with the routes in the artifact.
 *
 * @param step the step where it does
 * @param words what is other there
 */
record Divergence(ProcessorDefinition<?> step, String words) {

    static Optional<Divergence> between(Trace played, Trace shipped) {
        List<List<Trace.Visit>> mine = played.ways();
        List<List<Trace.Visit>> theirs = shipped.ways();
        for (int i = 0; i < Math.min(mine.size(), theirs.size()); i++) {
            Optional<Divergence> found = between(mine.get(i), theirs.get(i));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Divergence> between(List<Trace.Visit> mine, List<Trace.Visit> theirs) {
        int both = Math.min(mine.size(), theirs.size());
        for (int i = 0; i < both; i++) {
            Trace.Visit visit = mine.get(i);
            if (!visit.label().equals(theirs.get(i).label())) {
                return Optional.of(
                        new Divergence(
                                visit.step(),
                                "`%s` comes here, where the shipped routes have `%s`"
                                        .formatted(visit.label(), theirs.get(i).label())));
            }
            if (theirs.get(i).failure().isEmpty() && !visit.failure().isEmpty()) {
                Trace.Visit inner = innermost(mine, visit.failure());
                return Optional.of(
                        new Divergence(
                                inner.step(),
                                "`%s` fails: %s".formatted(inner.label(), inner.failure())));
            }
        }
        if (mine.size() < theirs.size() && !mine.isEmpty()) {
            Trace.Visit last = mine.get(mine.size() - 1);
            return Optional.of(
                    new Divergence(
                            last.step(),
                            "after `%s` the shipped routes go on with `%s`"
                                    .formatted(last.label(), theirs.get(both).label())));
        }
        return mine.size() > theirs.size()
                ? Optional.of(
                        new Divergence(
                                mine.get(both).step(),
                                "`%s` comes here, where the shipped routes are at their end"
                                        .formatted(mine.get(both).label())))
                : Optional.empty();
    }

    /** A failure is that of every step around it, and those come first. */
    private static Trace.Visit innermost(List<Trace.Visit> way, String failure) {
        return way.stream()
                .filter(visit -> visit.failure().equals(failure))
                .reduce((outer, inner) -> inner)
                .orElseThrow();
    }

    /** The last step that any record came to, where nothing is there to compare with. */
    static Optional<Divergence> lastOf(Trace played) {
        List<List<Trace.Visit>> ways = played.ways();
        if (ways.isEmpty() || ways.get(ways.size() - 1).isEmpty()) {
            return Optional.empty();
        }
        List<Trace.Visit> way = ways.get(ways.size() - 1);
        Trace.Visit last = way.get(way.size() - 1);
        return Optional.of(
                new Divergence(last.step(), "`%s` was the last step".formatted(last.label())));
    }
}
