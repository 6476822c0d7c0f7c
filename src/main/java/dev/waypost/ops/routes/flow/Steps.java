package dev.waypost.ops.routes.flow;

import dev.waypost.ops.routes.EndpointUri;
import dev.waypost.ops.routes.FailureCase;
import dev.waypost.ops.routes.Reach;
import dev.waypost.ops.routes.Word;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.LoadBalanceDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.StopDefinition;
import org.apache.camel.model.ThrowExceptionDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.ValidateDefinition;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.model.loadbalancer.FailoverLoadBalancerDefinition;

/** Leads ways through steps, as Camel would lead a record. */
final class Steps {

    /** Blocks that run their steps once, for every record. */
    private static final Set<String> PLAIN = Set.of("pipeline", "step", "transacted", "policy");

    /** Blocks whose steps are run for some records, by a condition that nothing follows from. */
    private static final Set<String> SOME = Set.of("idempotentConsumer");

    /** Steps that let only some records pass. */
    private static final Set<String> HALTS = Set.of("sample", "sampling");

    private final CarriageRule.Walk walk;
    private final Effects effects;
    private final DeadEnds ends = new DeadEnds();

    Steps(CarriageRule.Walk walk) {
        this.walk = walk;
        this.effects = new Effects(walk);
    }

    DeadEnds ends() {
        return ends;
    }

    Passage through(RouteDefinition route, List<ProcessorDefinition<?>> steps, Set<Way> ways) {
        Passage all = new Passage();
        Set<Way> going = ways;
        for (int i = 0; i < steps.size() && !going.isEmpty(); i++) {
            ProcessorDefinition<?> step = steps.get(i);
            if (!walk.model.isDisabled(step)) {
                Set<Way> arriving =
                        going.stream()
                                .map(way -> way.after(step))
                                .collect(Collectors.toCollection(LinkedHashSet::new));
                ends.reached(step);
                Passage passage = step(route, step, arriving);
                all.ended(passage);
                going = passage.on();
                if (going.isEmpty()) {
                    ends.ended(step, steps.subList(i + 1, steps.size()));
                }
            }
        }
        all.on().addAll(going);
        return all;
    }

    private Passage step(RouteDefinition route, ProcessorDefinition<?> step, Set<Way> ways) {
        if (step instanceof BeanDefinition) {
            String word = Reach.word(step);
            return each(ways, way -> effects.word(step, word, way));
        }
        if (step instanceof FilterDefinition filter) {
            return filter(route, filter, ways);
        }
        if (step instanceof ChoiceDefinition choice) {
            return choice(route, choice, ways);
        }
        if (step instanceof TryDefinition attempt) {
            return walk.handlers().attempt(route, attempt, ways);
        }
        if (step instanceof LoadBalanceDefinition balance) {
            return balance(route, balance, ways);
        }
        if (step instanceof CircuitBreakerDefinition breaker) {
            return breaker(route, breaker, ways);
        }
        if (step instanceof ValidateDefinition) {
            Passage some = Passage.of(ways);
            ways.forEach(way -> some.fail(way, FailureCase.UNEXPECTED));
            return some;
        }
        if (step instanceof StopDefinition || step.getShortName().equals("rollback")) {
            Passage stopped = new Passage();
            stopped.stopped().addAll(ways);
            return stopped;
        }
        if (step instanceof ThrowExceptionDefinition thrown) {
            return each(ways, way -> fails(thrown, way));
        }
        if (step instanceof WireTapDefinition<?>) {
            return effects.sending().copied(route, step, ways);
        }
        if (!EndpointUri.written(step).isEmpty() && !Word.replacesBody(step)) {
            return effects.sending().sent(route, step, ways);
        }
        if (!step.getOutputs().isEmpty()) {
            return block(route, step, ways);
        }
        if (HALTS.contains(step.getShortName())) {
            Passage some = Passage.of(ways);
            some.stopped().addAll(ways);
            return some;
        }
        return each(ways, way -> effects.changed(route, step, way));
    }

    private Passage filter(RouteDefinition route, FilterDefinition filter, Set<Way> ways) {
        Condition condition = Condition.of(filter.getExpressionType());
        Set<Way> in = assumed(filter, condition, ways, true);
        Passage all = through(route, filter.getOutputs(), in);
        all.on().addAll(assumed(filter, condition, ways, false));
        return all;
    }

    private Passage choice(RouteDefinition route, ChoiceDefinition choice, Set<Way> ways) {
        Passage all = new Passage();
        Set<Way> left = ways;
        for (WhenDefinition when : choice.getWhenClauses()) {
            Condition condition = Condition.of(when.getExpressionType());
            all.add(through(route, when.getOutputs(), assumed(choice, condition, left, true)));
            left = assumed(choice, condition, left, false);
        }
        if (choice.getOtherwise() == null) {
            all.on().addAll(left);
        } else {
            all.add(through(route, choice.getOtherwise().getOutputs(), left));
        }
        return all;
    }

    /** The ways on which the condition turns out so. Asking for admission admits. */
    private Set<Way> assumed(
            ProcessorDefinition<?> step, Condition condition, Set<Way> ways, boolean outcome) {
        return ways.stream()
                .map(way -> effects.asked(step, condition.asks(), way))
                .map(way -> condition.assume(way, outcome))
                .flatMap(Optional::stream)
                .map(
                        way ->
                                condition.asks().equals("inFlightWindow.admit")
                                        ? effects.answered(step, outcome == condition.value(), way)
                                        : way)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The next one has what failed at the one before for trouble of the port alone. */
    private Passage balance(RouteDefinition route, LoadBalanceDefinition balance, Set<Way> ways) {
        Passage all = new Passage();
        boolean over = balance.getLoadBalancerType() instanceof FailoverLoadBalancerDefinition;
        Set<Way> left = ways;
        for (ProcessorDefinition<?> port : balance.getOutputs()) {
            Passage tried = through(route, List.of(port), over ? left : ways);
            all.on().addAll(tried.on());
            all.stopped().addAll(tried.stopped());
            Set<Way> next = new LinkedHashSet<>();
            for (Way way : tried.failed()) {
                if (over && way.trouble().isOfThePort()) {
                    next.add(way);
                } else {
                    all.failed().add(way);
                }
            }
            if (port == balance.getOutputs().get(balance.getOutputs().size() - 1)) {
                all.failed().addAll(next);
            }
        }
        return all;
    }

    private Passage breaker(
            RouteDefinition route, CircuitBreakerDefinition breaker, Set<Way> ways) {
        Passage tried = through(route, breaker.getOutputs(), ways);
        if (breaker.getOnFallback() == null) {
            return tried;
        }
        Passage all = tried.unfailed();
        all.add(through(route, breaker.getOnFallback().getOutputs(), tried.failed()));
        return all;
    }

    private Passage block(RouteDefinition route, ProcessorDefinition<?> step, Set<Way> ways) {
        if (PLAIN.contains(step.getShortName())) {
            return through(route, step.getOutputs(), ways);
        }
        if (SOME.contains(step.getShortName())) {
            Passage all = through(route, step.getOutputs(), ways);
            all.on().addAll(ways);
            return all;
        }
        if (Reach.of(walk.model, route, step.getOutputs()).decides()) {
            walk.error(
                    step,
                    step.getShortName()
                            + ": its steps may be run more than once, or beside the record's own"
                            + " way, and they decide what becomes of a mail",
                    "take these steps out of it",
                    step.getShortName());
        }
        Passage all = Passage.of(ways);
        ways.forEach(way -> all.fail(way, FailureCase.UNEXPECTED));
        return all;
    }

    private Passage fails(ThrowExceptionDefinition thrown, Way way) {
        Class<?> type =
                thrown.getExceptionType() == null
                        ? Exception.class
                        : walk.model.type(thrown.getExceptionType()).orElse(null);
        Passage failed = new Passage();
        FailureCase trouble = FailureCase.UNEXPECTED;
        for (FailureCase known : FailureCase.values()) {
            if (type != null && known.type() == type) {
                trouble = known;
                break;
            }
        }
        failed.fail(way, trouble);
        return failed;
    }

    private static Passage each(Set<Way> ways, Function<Way, Passage> step) {
        Passage all = new Passage();
        ways.forEach(way -> all.add(step.apply(way)));
        return all;
    }
}
