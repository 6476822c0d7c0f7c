package dev.waypost.ops.routes.rule;

import dev.waypost.ops.Finding;
import dev.waypost.ops.routes.Address;
import dev.waypost.ops.routes.RouteModel;
import dev.waypost.ops.routes.RouteRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.PollDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;

/**
 * A mail is led on by {@code to} and {@code toD}, which say where, and with the message as it is. A
 * destination that only an expression speaks of is for copies.
 */
final class SpokenRule implements RouteRule {

    private static final Set<String> SENDING =
            Set.of("recipientList", "routingSlip", "dynamicRouter", "enrich");

    @Override
    public Stream<Finding> findings(RouteModel model) {
        List<Finding> found = new ArrayList<>();
        for (RouteDefinition route : model.routes()) {
            model.steps(route)
                    .forEach(
                            step -> {
                                spoken(model, route, step, found);
                                variable(model, route, step, found);
                            });
        }
        return found.stream();
    }

    private static void spoken(
            RouteModel model,
            RouteDefinition route,
            ProcessorDefinition<?> step,
            List<Finding> found) {
        if (step instanceof PollDefinition poll) {
            polled(model, route, step, poll.getUri(), found);
        } else if (step instanceof ExpressionNode node && node.getExpressionType() != null) {
            String text = String.valueOf(node.getExpressionType().getExpression());
            if (step.getShortName().equals("pollEnrich")) {
                polled(model, route, step, text, found);
            } else if (SENDING.contains(step.getShortName())) {
                Arrays.stream(text.split(","))
                        .map(uri -> Address.of(model.resolved(uri.strip(), route)))
                        .filter(model::decides)
                        .filter(to -> !to.isRelay() || isOfMails(model, route))
                        .forEach(to -> found.add(led(model, step, to)));
            }
        }
    }

    /** Whether a mail comes by; a mail of the route's own may go where it likes. */
    private static boolean isOfMails(RouteModel model, RouteDefinition route) {
        return model.from(route).isInternal() || model.reach(route).decides();
    }

    private static Finding led(RouteModel model, ProcessorDefinition<?> step, Address to) {
        boolean written = to.isKafka();
        return model.error(
                step,
                written
                        ? "%s: %s is a topic that Waypost alone writes"
                                .formatted(step.getShortName(), to.name())
                        : "%s leads a mail to %s, where its way cannot be followed"
                                .formatted(step.getShortName(), to),
                "use `to: %s`, on the one way that should lead there".formatted(to),
                step.getShortName());
    }

    private static void polled(
            RouteModel model,
            RouteDefinition route,
            ProcessorDefinition<?> step,
            String uri,
            List<Finding> found) {
        Address from = Address.of(model.resolved(uri, route));
        boolean carried =
                from.isKafka()
                        && model.routes().stream()
                                .filter(other -> model.carries(other))
                                .map(model::from)
                                .anyMatch(
                                        other ->
                                                other.option("groupId")
                                                                .equals(from.option("groupId"))
                                                        && model.topics().overlap(other, from));
        if (carried || from.isInternal() && model.decides(from)) {
            found.add(
                    model.error(
                            step,
                            "%s takes records away that are to be carried, of their group"
                                    .formatted(step.getShortName()),
                            "give it a groupId of its own, or leave it out",
                            step.getShortName()));
        }
    }

    /** What is sent instead of the message is not the mail. */
    private static void variable(
            RouteModel model,
            RouteDefinition route,
            ProcessorDefinition<?> step,
            List<Finding> found) {
        String sent =
                step instanceof ToDefinition to
                        ? to.getVariableSend()
                        : step instanceof ToDynamicDefinition to ? to.getVariableSend() : null;
        if (sent != null && model.decides(model.to(route, step))) {
            found.add(
                    model.error(
                            step,
                            "variableSend: the variable would be sent, and not the mail",
                            "leave variableSend out",
                            "variableSend"));
        }
    }
}
