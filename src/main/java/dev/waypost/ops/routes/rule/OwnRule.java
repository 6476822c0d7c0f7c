package dev.waypost.ops.routes.rule;

import dev.waypost.config.TopicNames;
import dev.waypost.ops.Finding;
import dev.waypost.ops.routes.Address;
import dev.waypost.ops.routes.Reach;
import dev.waypost.ops.routes.RouteModel;
import dev.waypost.ops.routes.RouteRule;
import dev.waypost.ops.routes.Topics;
import dev.waypost.ops.routes.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;

/**
 * Routes of an author's own leave alone what is Waypost's: mails are carried from Kafka only,
 * Waypost alone writes its topics, and a beginning belongs to one route.
 */
final class OwnRule implements RouteRule {

    @Override
    public Stream<Finding> findings(RouteModel model) {
        List<Finding> found = new ArrayList<>();
        Map<String, RouteDefinition> beginnings = new HashMap<>();
        for (RouteDefinition route : model.routes()) {
            Address from = model.from(route);
            if (from.isInternal()) {
                shared(model, route, beginnings.putIfAbsent(from.toString(), route), found);
            } else if (!model.carries(route)) {
                meddles(model, route, found);
            }
        }
        return found.stream();
    }

    private static void shared(
            RouteModel model, RouteDefinition route, RouteDefinition first, List<Finding> found) {
        if (first == null) {
            return;
        }
        String where = model.from(route).toString();
        found.add(
                model.error(
                        route.getInput(),
                        where.startsWith("seda:")
                                ? "%s is read by route %s too: each would get some of the records"
                                        .formatted(where, first.getId())
                                : "route %s begins with %s already, so Waypost would not start"
                                        .formatted(first.getId(), where),
                        "give one of the two another beginning",
                        where,
                        "from"));
    }

    private static void meddles(RouteModel model, RouteDefinition route, List<Finding> found) {
        Topics topics = model.topics();
        model.steps(route)
                .forEach(
                        step -> {
                            String word = Reach.word(step);
                            Address to = model.to(route, step);
                            if (comesBack(model, topics, route, to)) {
                                found.add(endless(model, step, to));
                            } else if (Word.isKnown(word) && !Reach.isHarmless(word)) {
                                found.add(carriesNothing(model, step, word));
                            } else if (to.isKafka() && topics.isOurs(to.name())) {
                                found.add(forges(model, step, to));
                            } else if (to.isInternal()) {
                                model.consumer(to)
                                        .map(model::reach)
                                        .filter(reach -> !reach.words().isEmpty())
                                        .ifPresent(
                                                reach ->
                                                        found.add(
                                                                carriesNothing(
                                                                        model,
                                                                        step,
                                                                        to.toString())));
                            }
                        });
    }

    /** What the route reads, as it is, becomes a mail event: another one follows from each. */
    private static boolean comesBack(
            RouteModel model, Topics topics, RouteDefinition route, Address to) {
        Address from = model.from(route);
        TopicNames names = new TopicNames(topics.main());
        return to.isKafka()
                && from.isKafka()
                && topics.isEntrance(to)
                && (topics.isEntrance(from)
                        || Topics.reads(from, names.deadLetters())
                        || Topics.reads(from, names.status()))
                && model.steps(route).noneMatch(Word::replacesBody);
    }

    private static Finding endless(RouteModel model, ProcessorDefinition<?> step, Address to) {
        return model.finding(
                step,
                "%s: each record that this route reads would become a mail event, and that another"
                                .formatted(to)
                        + " record, without end",
                "write to a topic of your own; dead letters come back by `dead-letters replay`");
    }

    private static Finding carriesNothing(
            RouteModel model, ProcessorDefinition<?> step, String what) {
        return model.finding(
                step,
                "%s is for records that come from Kafka through the window, and this route has none"
                        .formatted(what),
                "publish a mail event to kafka:{{waypost.topic}} instead");
    }

    private static Finding forges(RouteModel model, ProcessorDefinition<?> step, Address to) {
        return model.finding(
                step,
                "%s is a topic that Waypost alone writes: what stands there is believed"
                        .formatted(to.name()),
                "write to a topic of your own");
    }
}
