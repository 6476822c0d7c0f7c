package dev.waypost.ops.routes.flow;

import dev.waypost.ops.Finding;
import dev.waypost.ops.routes.Fact;
import dev.waypost.ops.routes.FailureCase;
import dev.waypost.ops.routes.RouteModel;
import dev.waypost.ops.routes.RouteRule;
import dev.waypost.ops.routes.RouteTopics;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;

/**
 * Every way that a record can take through the routes, failures included, ends with exactly one of
 * done and release, after everything that it owes is written. Follows the loaded routes as they
 * would run, one set of known facts a step.
 */
public final class CarriageRule extends RouteRule {

    @Override
    protected void look() {
        Walk walk = new Walk(model);
        RouteTopics topics = model.topics();
        for (RouteDefinition route : model.routes()) {
            if (model.carries(route)) {
                EnumSet<Fact> facts = EnumSet.of(Fact.ON_POLL);
                if (!topics.isEntrance(model.from(route))) {
                    facts.add(Fact.RETRYING);
                }
                walk.root(route, Set.of(Way.of(facts)));
            }
        }
        walk.steps().ends().findings(walk);
        walk.findings.forEach(this::add);
    }

    /** One walk through all routes, from those that take records from Kafka. */
    static final class Walk {

        final RouteModel model;
        final RouteTopics topics;
        final Set<Finding> findings = new LinkedHashSet<>();
        private final Steps steps = new Steps(this);
        private final Handlers handlers = new Handlers(this);
        private final ErrorHandling errors = new ErrorHandling(this);
        private Deque<RouteDefinition> calls = new ArrayDeque<>();
        private final Map<RouteDefinition, Set<Way>> walked = new HashMap<>();

        Walk(RouteModel model) {
            this.model = model;
            this.topics = model.topics();
        }

        /** A route that a thread of its own carries records through, up to their ending. */
        void root(RouteDefinition route, Set<Way> ways) {
            Set<Way> fresh = new LinkedHashSet<>(ways);
            fresh.removeAll(walked.computeIfAbsent(route, any -> new LinkedHashSet<>()));
            if (fresh.isEmpty()) {
                return;
            }
            walked.get(route).addAll(fresh);
            Deque<RouteDefinition> caller = calls;
            calls = new ArrayDeque<>();
            Passage passage = call(route, fresh);
            calls = caller;
            Stream.concat(passage.on().stream(), passage.stopped().stream())
                    .filter(way -> way.has(Fact.ADMITTED) && !way.isEnded())
                    .forEach(way -> unended(route, way));
            Stream.concat(passage.on().stream(), passage.stopped().stream())
                    .filter(way -> way.has(Fact.ON_POLL))
                    .filter(way -> !way.has(Fact.ADMITTED) && !way.has(Fact.NOT_ADMITTED))
                    .forEach(way -> passedOver(route, way));
            passage.failed().stream()
                    .filter(way -> way.has(Fact.TAKEN) && !way.isEnded())
                    .filter(way -> !way.has(Fact.ON_POLL))
                    .map(Way::trouble)
                    .distinct()
                    .forEach(trouble -> unhandled(route, trouble));
        }

        /** A route that is called, and waited for. */
        Passage call(RouteDefinition route, Set<Way> ways) {
            if (calls.contains(route)) {
                return Passage.of(ways);
            }
            errors.check(route, !calls.isEmpty());
            calls.push(route);
            try {
                List<ProcessorDefinition<?>> outputs =
                        route.getOutputs().stream()
                                .filter(step -> !Handlers.isHandler(step))
                                .toList();
                Passage passage = steps.through(route, outputs, ways);
                if (errors.triesForever(route)) {
                    passage.failed().clear();
                }
                return handlers.handled(route, passage);
            } finally {
                calls.pop();
            }
        }

        Steps steps() {
            return steps;
        }

        Handlers handlers() {
            return handlers;
        }

        void error(LineNumberAware at, String message, String advice, String... words) {
            findings.add(model.error(at, message, advice, words));
        }

        /** The same at a step, for who does not know the words of its line. */
        void fault(ProcessorDefinition<?> step, String message, String advice) {
            findings.add(model.finding(step, message, advice));
        }

        private void unended(RouteDefinition route, Way way) {
            ends(
                    route,
                    way,
                    "a way through the routes ends here without done or release: the record would"
                            + " be carried again and again",
                    "end it with `inFlightWindow.done` after its report, or with `release`");
        }

        private void passedOver(RouteDefinition route, Way way) {
            ends(
                    route,
                    way,
                    "a record that comes this way is passed over: it is never carried, and leaves"
                            + " no trace",
                    "let every record come to `inFlightWindow.admit`; end one in the carriage, by"
                            + " `mail.refuse`");
        }

        /** Told at the last step of the way; at its route, where it took none. */
        private void ends(RouteDefinition route, Way way, String message, String advice) {
            if (way.last() == null) {
                error(route, message, advice);
            } else {
                fault(way.last(), message, advice);
            }
        }

        private void unhandled(RouteDefinition route, FailureCase trouble) {
            error(
                    route,
                    "nothing handles %s here: the record would be carried again and again"
                            .formatted(trouble.type().getSimpleName()),
                    "say in 90-outcomes what it means, and name that by `routeConfigurationId`",
                    "id: " + route.getId());
        }
    }
}
