package dev.waypost.ops.routes.rule;

import dev.waypost.config.TopicNames;
import dev.waypost.ops.routes.EndpointUri;
import dev.waypost.ops.routes.Reach;
import dev.waypost.ops.routes.RouteRule;
import dev.waypost.ops.routes.RouteTopics;
import dev.waypost.ops.routes.Word;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;

/**
 * Routes of an author's own leave alone what is Waypost's: mails are carried from Kafka only,
 * Waypost alone writes its topics, and a beginning belongs to one route.
 */
final class OwnRule extends RouteRule {

    private final Map<String, RouteDefinition> beginnings = new HashMap<>();

    @Override
    protected void look(RouteDefinition route) {
        EndpointUri from = model.from(route);
        if (from.isInternal()) {
            shared(route, beginnings.putIfAbsent(from.toString(), route));
        } else if (!model.carries(route)) {
            super.look(route);
        }
    }

    private void shared(RouteDefinition route, RouteDefinition first) {
        if (first == null) {
            return;
        }
        String where = model.from(route).toString();
        error(
                route.getInput(),
                where.startsWith("seda:")
                        ? "%s is read by route %s too: each would get some of the records"
                                .formatted(where, first.getId())
                        : "route %s begins with %s already, so Waypost would not start"
                                .formatted(first.getId(), where),
                "give one of the two another beginning",
                where,
                "from");
    }

    @Override
    protected void look(RouteDefinition route, ProcessorDefinition<?> step) {
        String word = Reach.word(step);
        EndpointUri to = model.to(route, step);
        if (comesBack(route, to)) {
            endless(step, to);
        } else if (Word.isKnown(word) && !Reach.isHarmless(word)) {
            carriesNothing(step, word);
        } else if (to.isKafka() && model.topics().isOurs(to.name())) {
            forges(step, to);
        } else if (to.isInternal()
                && model.consumer(to).stream()
                        .anyMatch(next -> !model.reach(next).words().isEmpty())) {
            carriesNothing(step, to.toString());
        }
    }

    /** What the route reads, as it is, becomes a mail event: another one follows from each. */
    private boolean comesBack(RouteDefinition route, EndpointUri to) {
        EndpointUri from = model.from(route);
        RouteTopics topics = model.topics();
        TopicNames names = new TopicNames(topics.main());
        return to.isKafka()
                && from.isKafka()
                && topics.isEntrance(to)
                && (topics.isEntrance(from)
                        || RouteTopics.reads(from, names.deadLetters())
                        || RouteTopics.reads(from, names.status()))
                && model.steps(route).noneMatch(Word::replacesBody);
    }

    private void endless(ProcessorDefinition<?> step, EndpointUri to) {
        fault(
                step,
                "%s: each record that this route reads would become a mail event, and that another"
                                .formatted(to)
                        + " record, without end",
                "write to a topic of your own; dead letters come back by `dead-letters replay`");
    }

    private void carriesNothing(ProcessorDefinition<?> step, String what) {
        fault(
                step,
                "%s is for records that come from Kafka through the window, and this route has none"
                        .formatted(what),
                "publish a mail event to kafka:{{waypost.topic}} instead");
    }

    private void forges(ProcessorDefinition<?> step, EndpointUri to) {
        fault(
                step,
                "%s is a topic that Waypost alone writes: what stands there is believed"
                        .formatted(to.name()),
                "write to a topic of your own");
    }
}
