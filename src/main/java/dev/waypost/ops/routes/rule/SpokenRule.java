package dev.waypost.ops.routes.rule;

import dev.waypost.ops.routes.EndpointUri;
import dev.waypost.ops.routes.RouteRule;
import java.util.Arrays;
import java.util.Set;
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
final class SpokenRule extends RouteRule {

    private static final Set<String> SENDING =
            Set.of("recipientList", "routingSlip", "dynamicRouter", "enrich");

    @Override
    protected void look(RouteDefinition route, ProcessorDefinition<?> step) {
        spoken(route, step);
        variable(route, step);
    }

    private void spoken(RouteDefinition route, ProcessorDefinition<?> step) {
        if (step instanceof PollDefinition poll) {
            polled(route, step, poll.getUri());
        } else if (step instanceof ExpressionNode node && node.getExpressionType() != null) {
            String text = String.valueOf(node.getExpressionType().getExpression());
            if (step.getShortName().equals("pollEnrich")) {
                polled(route, step, text);
            } else if (SENDING.contains(step.getShortName())) {
                Arrays.stream(text.split(","))
                        .map(uri -> EndpointUri.of(model.resolved(uri.strip(), route)))
                        .filter(model::decides)
                        .filter(to -> !to.isRelay() || isOfMails(route))
                        .forEach(to -> led(step, to));
            }
        }
    }

    /** Whether a mail comes by; a mail of the route's own may go where it likes. */
    private boolean isOfMails(RouteDefinition route) {
        return model.from(route).isInternal() || model.reach(route).decides();
    }

    private void led(ProcessorDefinition<?> step, EndpointUri to) {
        boolean written = to.isKafka();
        error(
                step,
                written
                        ? "%s: %s is a topic that Waypost alone writes"
                                .formatted(step.getShortName(), to.name())
                        : "%s leads a mail to %s, where its way cannot be followed"
                                .formatted(step.getShortName(), to),
                "use `to: %s`, on the one way that should lead there".formatted(to),
                step.getShortName());
    }

    private void polled(RouteDefinition route, ProcessorDefinition<?> step, String uri) {
        EndpointUri from = EndpointUri.of(model.resolved(uri, route));
        if (GroupRule.shares(model, from) || from.isInternal() && model.decides(from)) {
            error(
                    step,
                    "%s takes records away that are to be carried, of their group"
                            .formatted(step.getShortName()),
                    "give it a groupId of its own, or leave it out",
                    step.getShortName());
        }
    }

    /** What is sent instead of the message is not the mail. */
    private void variable(RouteDefinition route, ProcessorDefinition<?> step) {
        String sent =
                step instanceof ToDefinition to
                        ? to.getVariableSend()
                        : step instanceof ToDynamicDefinition to ? to.getVariableSend() : null;
        if (sent != null && model.decides(model.to(route, step))) {
            error(
                    step,
                    "variableSend: the variable would be sent, and not the mail",
                    "leave variableSend out",
                    "variableSend");
        }
    }
}
