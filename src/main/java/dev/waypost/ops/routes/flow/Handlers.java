package dev.waypost.ops.routes.flow;

import dev.waypost.ops.routes.FailureCase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.TryDefinition;

/** Which failure is dealt with where, as Camel picks it: the nearest class, then the first. */
final class Handlers {

    private final CarriageRule.Walk walk;

    Handlers(CarriageRule.Walk walk) {
        this.walk = walk;
    }

    /** What stands among a route's steps without being one. */
    static boolean isHandler(ProcessorDefinition<?> step) {
        return step instanceof OnExceptionDefinition || BesideRule.isBeside(step);
    }

    /** Those of a route, its configurations' included. */
    static List<OnExceptionDefinition> of(RouteDefinition route) {
        return route.getOutputs().stream()
                .filter(OnExceptionDefinition.class::isInstance)
                .map(OnExceptionDefinition.class::cast)
                .toList();
    }

    /** A passage with its failures dealt with, as far as the route does. */
    Passage handled(RouteDefinition route, Passage passage) {
        List<OnExceptionDefinition> clauses = of(route);
        if (clauses.isEmpty()) {
            return passage;
        }
        Passage all = passage.unfailed();
        Map<FailureCase, List<OnExceptionDefinition>> candidates = new EnumMap<>(FailureCase.class);
        Map<OnExceptionDefinition, Set<Way>> handled = new LinkedHashMap<>();
        for (Way way : passage.failed()) {
            boolean left = true;
            for (OnExceptionDefinition clause :
                    candidates.computeIfAbsent(way.trouble(), its -> candidates(clauses, its))) {
                Optional<Way> taken = when(clause, way, true);
                taken.ifPresent(in -> ways(handled, clause).add(in));
                if (taken.isPresent() && when(clause, way, false).isEmpty()
                        || clause.getOnWhen() == null) {
                    left = false;
                    break;
                }
            }
            if (left) {
                all.failed().add(way);
            }
        }
        owns(clauses, passage, handled);
        handled.forEach((clause, ways) -> all.add(run(route, clause, ways)));
        return all;
    }

    private static <T> Set<Way> ways(Map<T, Set<Way>> all, T clause) {
        return all.computeIfAbsent(clause, any -> new LinkedHashSet<>());
    }

    /** A class that only the author knows may be thrown wherever anything may. */
    private void owns(
            List<OnExceptionDefinition> clauses,
            Passage passage,
            Map<OnExceptionDefinition, Set<Way>> handled) {
        for (OnExceptionDefinition clause : clauses) {
            boolean own =
                    types(clause.getExceptions()).stream()
                            .anyMatch(
                                    type ->
                                            !covered(type).contains(FailureCase.UNEXPECTED)
                                                            && isOwn(type)
                                                    || type == Throwable.class);
            if (own) {
                passage.failed().stream()
                        .filter(way -> way.trouble() == FailureCase.UNEXPECTED)
                        .forEach(way -> ways(handled, clause).add(way.in(FailureCase.OWN)));
            }
        }
    }

    private Passage run(RouteDefinition route, OnExceptionDefinition clause, Set<Way> ways) {
        Passage passage = walk.steps().through(route, clause.getOutputs(), after(clause, ways));
        // What fails in here has no handler left: the window gives the record back.
        passage.failed().clear();
        return passage;
    }

    private static Set<Way> after(ProcessorDefinition<?> clause, Set<Way> ways) {
        return ways.stream()
                .map(way -> way.after(clause))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private List<OnExceptionDefinition> candidates(
            List<OnExceptionDefinition> clauses, FailureCase trouble) {
        List<OnExceptionDefinition> fit = new ArrayList<>();
        clauses.stream().filter(c -> distance(c, trouble) < Integer.MAX_VALUE).forEach(fit::add);
        fit.sort(Comparator.comparingInt(clause -> distance(clause, trouble)));
        return fit;
    }

    private int distance(OnExceptionDefinition clause, FailureCase trouble) {
        return types(clause.getExceptions()).stream()
                .filter(type -> type.isAssignableFrom(trouble.type()))
                .mapToInt(type -> generations(trouble.type(), type))
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    private static int generations(Class<?> from, Class<?> to) {
        int count = 0;
        for (Class<?> type = from; type != null && type != to; type = type.getSuperclass()) {
            count++;
        }
        return count;
    }

    private static Optional<Way> when(OnExceptionDefinition clause, Way way, boolean outcome) {
        return clause.getOnWhen() == null
                ? (outcome ? Optional.of(way) : Optional.empty())
                : Condition.of(clause.getOnWhen().getExpressionType()).assume(way, outcome);
    }

    private List<Class<?>> types(List<String> names) {
        List<Class<?>> types = new ArrayList<>();
        for (String name : names == null ? List.<String>of() : names) {
            walk.model.type(name).ifPresent(types::add);
        }
        return types;
    }

    private static List<FailureCase> covered(Class<?> type) {
        return Arrays.stream(FailureCase.values())
                .filter(trouble -> type.isAssignableFrom(trouble.type()))
                .toList();
    }

    /** Not one of the vocabulary's own, nor a kind of one. */
    private static boolean isOwn(Class<?> type) {
        return Arrays.stream(FailureCase.values())
                .filter(trouble -> trouble.type() != Exception.class)
                .noneMatch(trouble -> trouble.type().isAssignableFrom(type));
    }

    /** The try's steps, then the catches of what failed in them, then what comes after both. */
    Passage attempt(RouteDefinition route, TryDefinition attempt, Set<Way> ways) {
        Passage tried = walk.steps().through(route, attempt.getOutputsWithoutCatches(), ways);
        Passage all = tried.unfailed();
        Map<CatchDefinition, Set<Way>> caught = new LinkedHashMap<>();
        for (Way way : tried.failed()) {
            boolean left = true;
            for (CatchDefinition clause : attempt.getCatchClauses()) {
                boolean fits =
                        types(clause.getExceptions()).stream()
                                .anyMatch(type -> type.isAssignableFrom(way.trouble().type()));
                boolean may =
                        way.trouble() == FailureCase.UNEXPECTED
                                && types(clause.getExceptions()).stream().anyMatch(Handlers::isOwn);
                if (fits || may) {
                    ways(caught, clause).add(way);
                }
                if (fits && clause.getOnWhen() == null) {
                    left = false;
                    break;
                }
            }
            if (left) {
                all.failed().add(way);
            }
        }
        caught.forEach(
                (clause, its) -> {
                    Passage passage =
                            walk.steps().through(route, clause.getOutputs(), after(clause, its));
                    passage.on().forEach(on -> all.on().add(calm(on)));
                    all.ended(passage);
                });
        return attempt.getFinallyClause() == null ? all : lastly(route, attempt, all);
    }

    private Passage lastly(RouteDefinition route, TryDefinition attempt, Passage before) {
        List<ProcessorDefinition<?>> steps = attempt.getFinallyClause().getOutputs();
        Passage all = walk.steps().through(route, steps, before.on());
        all.stopped().addAll(before.stopped());
        all.failed().addAll(walk.steps().through(route, steps, before.failed()).on());
        return all;
    }

    /** Trouble of a step of the author's own is over when it is caught; a mail's goes along. */
    private static Way calm(Way way) {
        return way.trouble() != null && way.trouble().isForeign() ? way.in(null) : way;
    }
}
