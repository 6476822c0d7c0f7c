package dev.waypost.ops.routes;

import static dev.waypost.ops.routes.Fact.DONE;
import static dev.waypost.ops.routes.Fact.DUE_KNOWN;
import static dev.waypost.ops.routes.Fact.GATE_TOLD;
import static dev.waypost.ops.routes.Fact.GIVEN_BACK;
import static dev.waypost.ops.routes.Fact.HANDED_ON;
import static dev.waypost.ops.routes.Fact.MARKED;
import static dev.waypost.ops.routes.Fact.ON_POLL;
import static dev.waypost.ops.routes.Fact.OWES_DEAD_LETTER;
import static dev.waypost.ops.routes.Fact.OWES_RETRY;
import static dev.waypost.ops.routes.Fact.OWES_STATUS;
import static dev.waypost.ops.routes.Fact.REMEMBERED;
import static dev.waypost.ops.routes.Fact.RETRYING;
import static dev.waypost.ops.routes.Fact.SENT;
import static dev.waypost.ops.routes.Fact.TAKEN;
import static dev.waypost.ops.routes.Fact.VERDICT;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetHeadersDefinition;
import org.apache.camel.model.SetPropertyDefinition;
import org.apache.camel.model.language.MethodCallExpression;

/** What one step does to a record, and what must have happened to it before. */
final class Effects {

    private static final Set<String> REPLACE_BODY =
            Set.of(
                    "setBody",
                    "transform",
                    "convertBodyTo",
                    "marshal",
                    "unmarshal",
                    "enrich",
                    "pollEnrich",
                    "poll",
                    "script",
                    "claimCheck",
                    "sort",
                    "process");

    /** What a word takes from the message. */
    private static final Map<String, String> READS =
            Map.of("mimeComposer.compose", Word.EVENT, "portDesk.begin", Word.ENVELOPE);

    private final CarriageRule.Walk walk;
    private final Writing writing;

    Effects(CarriageRule.Walk walk) {
        this.walk = walk;
        this.writing = new Writing(walk);
    }

    /** The words that a step's own line says. */
    static String[] words(ProcessorDefinition<?> step) {
        if (step instanceof BeanDefinition bean) {
            String method = bean.getMethod() == null ? "" : "method: " + bean.getMethod();
            return new String[] {method, String.valueOf(bean.getRef())};
        }
        String uri = Address.uri(step).replaceFirst("\\?.*", "");
        return uri.isEmpty()
                ? new String[] {step.getShortName()}
                : new String[] {uri, step.getShortName()};
    }

    /** A filter asked the window, and it said yes. */
    Way admitted(ProcessorDefinition<?> step, Way way) {
        if (way.has(RETRYING) && !way.has(DUE_KNOWN)) {
            missing(step, "inFlightWindow.admit", DUE_KNOWN);
        }
        return way.with(Fact.ADMITTED);
    }

    Passage word(ProcessorDefinition<?> step, String name, Way way) {
        Passage passage = new Passage();
        if (!Word.isKnown(name)) {
            passage.fail(way, Trouble.UNEXPECTED);
            passage.on().add(way);
            return passage;
        }
        if (name.equals("inFlightWindow.admit")) {
            walk.error(
                    step,
                    "the window's answer is not looked at: records would be carried that it does"
                            + " not let in",
                    "make it a filter: `filter: {method: {ref: inFlightWindow, method: admit}}`",
                    words(step));
        }
        Word word = Word.named(name);
        Way met = require(step, name, word.needs(), way);
        String wanted = READS.getOrDefault(name, met.body());
        if (!met.body().equals(wanted)) {
            walk.error(
                    step,
                    "the message holds %s here, not the %s".formatted(met.body(), wanted),
                    "leave the body as the step before makes it",
                    words(step));
        }
        word.fails().forEach(trouble -> passage.fail(met, trouble));
        if (!name.startsWith("inFlightWindow.")) {
            passage.fail(met, Trouble.UNEXPECTED);
        }
        Way after = met.with(word.gives());
        after = word.body().isEmpty() ? after : after.holding(word.body());
        passage.on().add(said(step, name, after));
        return passage;
    }

    private Way said(ProcessorDefinition<?> step, String name, Way way) {
        String bean = name.substring(0, name.indexOf('.'));
        String method = name.substring(name.indexOf('.') + 1);
        return switch (bean) {
            case "verdicts" -> verdict(step, method, way);
            case "relayGate" -> gate(step, method, way);
            case "inFlightWindow" ->
                    switch (method) {
                        case "done" -> done(step, way);
                        case "giveBack" -> givenBack(step, way);
                        default -> way;
                    };
            default -> way;
        };
    }

    private Way verdict(ProcessorDefinition<?> step, String method, Way way) {
        Trouble trouble = way.trouble();
        if (trouble == null && method.equals("conclude")) {
            require(step, "verdicts.conclude", List.of(SENT), way);
        } else if (trouble == null && !method.equals("duplicate")) {
            walk.error(
                    step,
                    "verdicts.%s speaks of a failure, and there is none here".formatted(method),
                    "use it where a failure is dealt with",
                    words(step));
        } else if (trouble != null && trouble != Trouble.OWN && trouble.verdict() == null) {
            walk.error(
                    step,
                    "%s says nothing about this mail, and every mail like it would be counted out"
                            .formatted(trouble.type().getSimpleName()),
                    "give the record back: it stays in Kafka",
                    words(step));
        } else if (trouble != null && trouble != Trouble.OWN && !trouble.verdict().equals(method)) {
            walk.error(
                    step,
                    "verdicts.%s is not what %s means"
                            .formatted(method, trouble.type().getSimpleName()),
                    "use verdicts." + trouble.verdict(),
                    words(step));
        }
        Way said = way.with(VERDICT, OWES_STATUS);
        return method.equals("duplicate") ? said : said.with(OWES_RETRY, OWES_DEAD_LETTER);
    }

    private Way gate(ProcessorDefinition<?> step, String method, Way way) {
        Trouble trouble = way.trouble();
        if (!method.equals("accepted")
                && trouble != Trouble.OWN
                && (trouble == null || !method.equals(trouble.gate()))) {
            walk.error(
                    step,
                    "the gate would be told `%s`, which is not so here".formatted(method),
                    "say it where that failure is dealt with",
                    words(step));
        }
        return way.with(GATE_TOLD);
    }

    private Way done(ProcessorDefinition<?> step, Way way) {
        if (way.has(REMEMBERED) && way.has(GIVEN_BACK)) {
            return way; // given back to be written later: the first ending holds
        }
        once(step, "done", way);
        require(step, "inFlightWindow.done", List.of(VERDICT), way);
        for (Fact debt : List.of(OWES_RETRY, OWES_DEAD_LETTER, OWES_STATUS)) {
            if (way.has(debt)) {
                walk.error(
                        step,
                        "done is said on a way without %s: %s"
                                .formatted(debt.how(), debt.without()),
                        "let every way to it come through `direct:report`",
                        words(step));
            }
        }
        if (way.trouble() == null && way.has(SENT) && !way.has(GATE_TOLD)) {
            missing(step, "done", GATE_TOLD);
        }
        return way.with(DONE);
    }

    private Way givenBack(ProcessorDefinition<?> step, Way way) {
        once(step, "giveBack", way);
        if (way.has(REMEMBERED)) {
            return way.with(GIVEN_BACK);
        }
        Trouble trouble = way.trouble();
        if (way.has(SENT) && (trouble == null || trouble == Trouble.UNWRITTEN)) {
            walk.error(
                    step,
                    "the relay has taken this mail: given back, it would be sent again",
                    "report it, and say done",
                    words(step));
        } else if (trouble != null && trouble.gate() != null && !way.has(GATE_TOLD)) {
            walk.error(
                    step,
                    "the gate is not told of %s: the record would be carried again and again"
                            .formatted(trouble.type().getSimpleName()),
                    "put `bean: {ref: relayGate, method: %s}` before it".formatted(trouble.gate()),
                    words(step));
        } else if (trouble != null && trouble.verdict() != null) {
            walk.error(
                    step,
                    "%s would be met again and again, no attempt counted"
                            .formatted(trouble.type().getSimpleName()),
                    "say verdicts.%s, report it, and say done".formatted(trouble.verdict()),
                    words(step));
        }
        return way.with(GIVEN_BACK);
    }

    private void once(ProcessorDefinition<?> step, String ending, Way way) {
        if (way.isEnded()) {
            walk.error(
                    step,
                    "%s is said of a record that has its ending already".formatted(ending),
                    "let every way come to one ending",
                    words(step));
        }
    }

    /** A copy goes its own way, and nobody waits for what becomes of it. */
    Passage copied(RouteDefinition route, ProcessorDefinition<?> step, Set<Way> ways) {
        Address to = walk.model.to(route, step);
        boolean decides =
                to.isInternal()
                        && walk.model
                                .consumer(to)
                                .filter(next -> walk.model.reach(next).decides())
                                .isPresent();
        if (decides || to.isRelay() || to.isKafka() && walk.topics.isOurs(to.name())) {
            walk.error(
                    step,
                    "wireTap: nobody waits for what decides about the mail",
                    "use `to`",
                    words(step));
        }
        steers(step, Address.uri(step), ways);
        return Passage.of(ways);
    }

    Passage sent(RouteDefinition route, ProcessorDefinition<?> step, Set<Way> ways) {
        Address to = walk.model.to(route, step);
        steers(step, Address.uri(step), ways);
        RouteDefinition next = to.isInternal() ? walk.model.consumer(to).orElse(null) : null;
        if (next != null && to.scheme().equals("direct")) {
            return walk.call(next, ways);
        }
        Passage all = new Passage();
        for (Way way : ways) {
            if (next != null) {
                all.on().add(handedOn(step, next, way));
            } else if (to.isRelay() && (way.body().equals(Word.ENVELOPE) || way.has(Fact.BEGUN))) {
                relayed(step, way, all);
            } else if (to.isKafka()) {
                writing.written(step, to, way, all);
            } else {
                all.fail(way, Trouble.UNEXPECTED);
                all.on().add(way);
            }
        }
        return all;
    }

    private Way handedOn(ProcessorDefinition<?> step, RouteDefinition next, Way way) {
        if (!walk.model.reach(next).decides()) {
            return way;
        }
        if (way.isEnded()) {
            once(step, "a second carriage", way);
            return way;
        }
        if (!way.has(Fact.ADMITTED)) {
            missing(step, "the queue", Fact.ADMITTED);
        }
        Set<Way> carried = new LinkedHashSet<>();
        carried.add(way.with(Fact.ADMITTED).without(ON_POLL).without(RETRYING));
        walk.root(next, carried);
        return way.with(HANDED_ON);
    }

    private void relayed(ProcessorDefinition<?> step, Way way, Passage all) {
        if (way.has(ON_POLL)) {
            walk.error(
                    step,
                    "the thread that polls Kafka would wait for the relay, and lose its partitions",
                    "hand the record on by seda: first",
                    words(step));
        }
        if (way.has(SENT)) {
            walk.error(
                    step,
                    "the relay has taken this mail already: it would be sent twice",
                    "list ports under one failoverLoadBalancer",
                    words(step));
        }
        Way met = require(step, "the relay", Word.RELAY.needs(), way);
        Word.RELAY.fails().forEach(trouble -> all.fail(met, trouble));
        all.fail(met, Trouble.UNEXPECTED);
        all.on().add(met.with(SENT).holding(Word.OTHER));
    }

    private void steers(ProcessorDefinition<?> step, String uri, Set<Way> ways) {
        boolean asks =
                uri.contains("${header") || uri.contains("${in.header") || uri.contains("${body");
        if (asks && ways.stream().anyMatch(way -> !way.has(TAKEN))) {
            missing(step, "a destination that the record names", TAKEN);
        }
    }

    /** Steps of the routes' own: what they change of the message. */
    Passage changed(RouteDefinition route, ProcessorDefinition<?> step, Way way) {
        Way after = way;
        if (!way.has(TAKEN)) {
            untouched(step);
        }
        if (REPLACE_BODY.contains(step.getShortName())) {
            after = after.holding(Word.OTHER);
        } else if (step instanceof SetHeaderDefinition header) {
            after = writing.header(route, header, after);
        } else if (step instanceof SetHeadersDefinition headers && headers.getHeaders() != null) {
            for (SetHeaderDefinition header : headers.getHeaders()) {
                after = writing.header(route, header, after);
            }
        } else if (step instanceof SetPropertyDefinition property) {
            boolean due =
                    property.getName().equals("notBefore")
                            && property.getExpressionType() instanceof MethodCallExpression call
                            && Reach.word(call.getRef(), call.getMethod())
                                    .equals("redeliveries.dueAt");
            after = due ? after.with(DUE_KNOWN) : after;
            forgets(property, after);
        } else {
            after = writing.headersRemoved(step, after);
        }
        Passage passage = new Passage();
        passage.on().add(after);
        return passage;
    }

    /** Before the door, the record is as Kafka has given it. */
    private void untouched(ProcessorDefinition<?> step) {
        boolean header =
                step instanceof SetHeaderDefinition set && Writing.isKafkas(set.getName())
                        || Writing.removesKafkas(step);
        if (header || REPLACE_BODY.contains(step.getShortName())) {
            walk.error(
                    step,
                    "%s: the record would not be kept as it came, and the window not know its offset"
                            .formatted(step.getShortName()),
                    "put it after recordDoor.take",
                    words(step));
        }
    }

    /** A debt is not paid by saying that there is none. */
    private void forgets(SetPropertyDefinition property, Way way) {
        boolean owes =
                property.getName().equals("deferred") && way.has(OWES_RETRY)
                        || property.getName().equals("buried") && way.has(OWES_DEAD_LETTER);
        if (owes) {
            walk.error(
                    property,
                    "%s is set before its record is written: the mail would be lost"
                            .formatted(property.getName()),
                    "set it after that, or leave it out",
                    property.getName());
        }
    }

    /** Says what is missing, and goes on as if it were not: one cause, one finding. */
    private Way require(ProcessorDefinition<?> step, String name, List<Fact> needs, Way way) {
        Way met = way;
        for (Fact need : needs) {
            if (!way.has(need)) {
                missing(step, name, need);
            }
            met = met.with(need);
        }
        return met;
    }

    private void missing(ProcessorDefinition<?> step, String name, Fact need) {
        walk.error(
                step,
                "%s comes without %s: %s".formatted(name, need.how(), need.without()),
                "put that before it, on every way that leads here",
                words(step));
    }

    static boolean marked(Way way) {
        return way.trouble() != null || !way.has(SENT) || way.has(MARKED);
    }
}
