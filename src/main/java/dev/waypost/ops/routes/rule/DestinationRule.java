package dev.waypost.ops.routes.rule;

import dev.waypost.ops.routes.EndpointUri;
import dev.waypost.ops.routes.RouteRule;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetExchangePatternDefinition;
import org.apache.camel.model.ToDefinition;

/**
 * Every {@code direct:} or {@code seda:} leads to a route. A {@code direct:} without one fails with
 * the first mail; a {@code seda:} without one swallows mails in silence. The queue in between
 * neither discards nor holds up the thread that polls.
 */
final class DestinationRule extends RouteRule {

    /** The most records that a window may have in flight, and the queue's own default size. */
    private static final int ROOM = 1000;

    private static final String IN_OUT = "InOut";

    /** An option of a queue, and why it must not have this value. */
    private record Refused(String option, String value, String why) {}

    private static final List<Refused> REFUSED =
            List.of(
                    new Refused("discardWhenFull", "true", "a full queue would throw records away"),
                    new Refused(
                            "discardIfNoConsumers",
                            "true",
                            "records that meet no worker would be thrown away"),
                    new Refused(
                            "blockWhenFull",
                            "false",
                            "a record that finds the queue full would fail"),
                    new Refused(
                            "waitForTaskToComplete",
                            "Always",
                            "the thread that polls would wait for each mail"),
                    new Refused(
                            "concurrentConsumers", "0", "nobody would take records from the queue"),
                    new Refused(
                            "multipleConsumers",
                            "true",
                            "each record would be carried once by every consumer"));

    @Override
    protected void look(RouteDefinition route, ProcessorDefinition<?> step) {
        String uri = EndpointUri.written(step);
        EndpointUri endpoint = model.to(route, step);
        if (endpoint.isRelay() && !endpoint.isDynamic() && !endpoint.name().matches(".*:\\d+/?")) {
            error(
                    step,
                    "%s has no port number: it would be one that is not for submission"
                            .formatted(endpoint),
                    "write it behind the host, such as `smtp:{{waypost.relay.host}}:587`",
                    uri);
        }
        if (!endpoint.isInternal() || endpoint.isDynamic()) {
            return;
        }
        RouteDefinition next = model.consumer(endpoint).orElse(null);
        if (next == null) {
            error(
                    step,
                    "no route begins with " + endpoint,
                    "mend the name, or add the route; known: " + known(),
                    uri,
                    endpoint.name());
        } else if (endpoint.scheme().equals("seda") && model.reach(next).decides()) {
            queue(step, endpoint);
            queue(step, model.from(next));
            waits(route, step, endpoint);
        }
    }

    private void queue(ProcessorDefinition<?> step, EndpointUri queue) {
        for (Refused refused : REFUSED) {
            if (queue.says(refused.option(), refused.value())) {
                error(
                        step,
                        refused.option() + "=" + refused.value() + ": " + refused.why(),
                        "leave " + refused.option() + " out",
                        refused.option(),
                        queue.toString());
            }
        }
        if (!queue.option("timeout").isEmpty() && !queue.option("timeout").startsWith("0")
                || !queue.option("offerTimeout").isEmpty()) {
            String option = queue.option("offerTimeout").isEmpty() ? "timeout" : "offerTimeout";
            error(
                    step,
                    option + ": a record that waits longer would fail while it is carried",
                    "leave " + option + " out",
                    option,
                    queue.toString());
        }
        if (queue.option("size").matches("\\d{1,9}")
                && Integer.parseInt(queue.option("size")) < ROOM) {
            error(
                    step,
                    "size=%s: the queue has less room than the window lets in, so it would"
                                    .formatted(queue.option("size"))
                            + " hold up the thread that polls",
                    "leave size out",
                    "size",
                    queue.toString());
        }
    }

    /** Camel waits for a queue where it is asked for an answer, unless the queue says never. */
    private void waits(RouteDefinition route, ProcessorDefinition<?> step, EndpointUri queue) {
        boolean asks =
                queue.says("exchangePattern", IN_OUT)
                        || step instanceof ToDefinition to && IN_OUT.equals(to.getPattern())
                        || model.steps(route)
                                .filter(SetExchangePatternDefinition.class::isInstance)
                                .map(SetExchangePatternDefinition.class::cast)
                                .anyMatch(set -> IN_OUT.equals(set.getPattern()));
        if (asks && !queue.says("waitForTaskToComplete", "Never")) {
            error(
                    step,
                    IN_OUT + ": the thread that polls would wait for each mail",
                    "leave the pattern out, or add waitForTaskToComplete=Never",
                    IN_OUT,
                    queue.toString());
        }
    }

    private String known() {
        return model.routes().stream()
                .map(model::from)
                .filter(EndpointUri::isInternal)
                .map(EndpointUri::toString)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
