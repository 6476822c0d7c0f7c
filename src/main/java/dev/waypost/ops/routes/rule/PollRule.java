package dev.waypost.ops.routes.rule;

import dev.waypost.ops.routes.EndpointUri;
import dev.waypost.ops.routes.Reach;
import dev.waypost.ops.routes.RouteRule;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongPredicate;
import org.apache.camel.model.DelayDefinition;
import org.apache.camel.model.PausableDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;

/**
 * The thread that polls: the window hears of each poll, the circuit is asked, nothing holds it up.
 */
final class PollRule extends RouteRule {

    /** Milliseconds. A window that is full is polled for all the same, every 100 ms. */
    private static final int LEAST_POLL_INTERVAL = 10_000;

    /** Milliseconds: what brokers come with as {@code group.min.session.timeout.ms}. */
    private static final int LEAST_SESSION = 6_000;

    /** Milliseconds. */
    private static final int LONGEST_POLL = 10_000;

    @Override
    protected void look(RouteDefinition route) {
        EndpointUri from = model.from(route);
        if (model.carries(route)) {
            interval(route, from);
            listens(route);
        }
    }

    private void interval(RouteDefinition route, EndpointUri from) {
        limit(
                route,
                from,
                "maxPollIntervalMs",
                millis -> millis < LEAST_POLL_INTERVAL,
                "partitions would be taken away between two polls");
        limit(
                route,
                from,
                "sessionTimeoutMs",
                millis -> millis < LEAST_SESSION,
                "a broker lets no such consumer in, unless its group.min.session.timeout.ms says"
                        + " otherwise");
        limit(
                route,
                from,
                "pollTimeoutMs",
                millis -> millis > LONGEST_POLL,
                "while nothing arrives nothing is committed, and a full window stays shut");
    }

    private void limit(
            RouteDefinition route,
            EndpointUri from,
            String option,
            LongPredicate isWrong,
            String consequence) {
        OptionalLong said = KafkaOption.number(from, option);
        if (said.isPresent() && isWrong.test(said.getAsLong())) {
            error(
                    route.getInput(),
                    "%s=%d: %s".formatted(option, said.getAsLong(), consequence),
                    "leave " + option + " out",
                    option,
                    Long.toString(said.getAsLong()));
        }
    }

    /** The window hears of each poll, and the circuit is asked; nothing holds up the poll. */
    private void listens(RouteDefinition route) {
        List<ProcessorDefinition<?>> steps = model.steps(route).toList();
        PausableDefinition pausable =
                steps.stream()
                        .filter(PausableDefinition.class::isInstance)
                        .map(PausableDefinition.class::cast)
                        .findFirst()
                        .orElse(null);
        String advice =
                "begin the steps with `pausable: {consumerListener: inFlightWindow, untilCheck:"
                        + " relayCircuit}`";
        if (pausable == null) {
            error(
                    route,
                    "the window does not hear of this route's polls, so nothing is ever"
                            + " committed and the relay's circuit is not asked",
                    advice,
                    "id: " + route.getId());
        } else if (!isBean(pausable.getConsumerListener(), "inFlightWindow")) {
            error(
                    pausable,
                    "the window does not hear of this route's polls",
                    advice,
                    "consumerListener");
        } else if (!isBean(pausable.getUntilCheck(), "relayCircuit")) {
            error(
                    pausable,
                    "the circuit is not asked, so a halt would not stop the route",
                    advice,
                    "untilCheck");
        }
        steps.stream()
                .filter(
                        step ->
                                step instanceof DelayDefinition
                                        || Set.of("throttle", "threads", "pollEnrich", "loop")
                                                .contains(step.getShortName()))
                .forEach(
                        step ->
                                error(
                                        step,
                                        step.getShortName()
                                                + ": the thread that polls would be held up"
                                                + " or left, and its partitions taken away",
                                        "put it into the carriage, after the queue",
                                        step.getShortName()));
    }

    private static boolean isBean(String reference, String bean) {
        return Reach.bean(reference).equals(bean);
    }
}
