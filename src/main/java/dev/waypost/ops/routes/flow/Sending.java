package dev.waypost.ops.routes.flow;

import static dev.waypost.ops.routes.Fact.HANDED_ON;
import static dev.waypost.ops.routes.Fact.ON_POLL;
import static dev.waypost.ops.routes.Fact.RETRYING;
import static dev.waypost.ops.routes.Fact.SENT;
import static dev.waypost.ops.routes.Fact.TAKEN;

import dev.waypost.ops.routes.EndpointUri;
import dev.waypost.ops.routes.Fact;
import dev.waypost.ops.routes.FailureCase;
import dev.waypost.ops.routes.Word;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;

/** Where a step leads a record: to a route that is waited for, a queue, the relay, a topic. */
final class Sending {

    private final CarriageRule.Walk walk;
    private final Writing writing;
    private final Needs needs;
    private final Endings endings;

    Sending(CarriageRule.Walk walk, Writing writing, Needs needs, Endings endings) {
        this.walk = walk;
        this.writing = writing;
        this.needs = needs;
        this.endings = endings;
    }

    /** A copy goes its own way, and nobody waits for what becomes of it. */
    Passage copied(RouteDefinition route, ProcessorDefinition<?> step, Set<Way> ways) {
        EndpointUri to = walk.model.to(route, step);
        if (walk.model.decides(to)) {
            walk.fault(step, "wireTap: nobody waits for what decides about the mail", "use `to`");
        }
        steers(step, EndpointUri.written(step), ways);
        return Passage.of(ways);
    }

    Passage sent(RouteDefinition route, ProcessorDefinition<?> step, Set<Way> ways) {
        EndpointUri to = walk.model.to(route, step);
        steers(step, EndpointUri.written(step), ways);
        if (to.scheme().equals("direct") && to.isDynamic()) {
            return anyOf(to, ways);
        }
        RouteDefinition next = to.isInternal() ? walk.model.consumer(to).orElse(null) : null;
        if (next != null) {
            return to.scheme().equals("direct")
                    ? walk.call(next, ways)
                    : handedOn(step, next, ways);
        }
        Passage all = new Passage();
        for (Way way : ways) {
            if (to.isRelay() && (way.holdsDelivery() || way.has(Fact.BEGUN))) {
                relayed(step, way, all);
            } else if (to.isKafka()) {
                polls(step, "the broker", way);
                writing.written(step, to, way, all);
            } else {
                all.fail(way, FailureCase.UNEXPECTED);
                all.on().add(way);
            }
        }
        return all;
    }

    /** One of the routes that the name fits, whatever the message says; or none is there. */
    private Passage anyOf(EndpointUri to, Set<Way> ways) {
        Passage all = new Passage();
        for (RouteDefinition route : walk.model.consumers(to)) {
            all.add(walk.call(route, ways));
        }
        if (all.equals(new Passage())) {
            all.on().addAll(ways);
        }
        ways.forEach(way -> all.fail(way, FailureCase.UNEXPECTED));
        return all;
    }

    private Passage handedOn(ProcessorDefinition<?> step, RouteDefinition next, Set<Way> ways) {
        if (!walk.model.reach(next).decides()) {
            return Passage.of(ways);
        }
        Passage all = new Passage();
        Set<Way> carried = new LinkedHashSet<>();
        for (Way way : ways) {
            endings.once(step, "a second carriage", way);
            if (way.isEnded()) {
                all.on().add(way);
                continue;
            }
            if (!way.has(Fact.ADMITTED)) {
                needs.missing(step, "the queue", Fact.ADMITTED);
            }
            carried.add(way.with(Fact.ADMITTED).without(ON_POLL).without(RETRYING));
            all.on().add(way.with(HANDED_ON));
        }
        walk.root(next, carried);
        return all;
    }

    private void relayed(ProcessorDefinition<?> step, Way way, Passage all) {
        polls(step, "the relay", way);
        if (walk.topics.mails().size() > 1 && !way.has(Fact.LANE_ASKED)) {
            needs.missing(step, "the relay", Fact.LANE_ASKED);
        }
        if (way.has(SENT)) {
            walk.fault(
                    step,
                    "the relay has taken this mail already: it would be sent twice",
                    "list ports under one failoverLoadBalancer");
        }
        Way met = needs.require(step, "the relay", Word.RELAY.needs(), way);
        needs.delivery(step, way);
        Word.RELAY.fails().forEach(trouble -> all.fail(met, trouble));
        all.fail(met, FailureCase.UNEXPECTED);
        all.on().add(met.with(SENT).holding(Word.RELAY.body()));
    }

    private void polls(ProcessorDefinition<?> step, String whom, Way way) {
        if (way.has(ON_POLL)) {
            walk.fault(
                    step,
                    "the thread that polls Kafka would wait for %s, and lose its partitions"
                            .formatted(whom),
                    "put it behind the queue, into the carriage");
        }
    }

    private void steers(ProcessorDefinition<?> step, String uri, Set<Way> ways) {
        boolean asks =
                uri.contains("${header") || uri.contains("${in.header") || uri.contains("${body");
        if (asks && ways.stream().anyMatch(way -> !way.has(TAKEN))) {
            needs.missing(step, "a destination that the record names", TAKEN);
        }
    }
}
