package dev.waypost.ops.routes.rule;

import dev.waypost.ops.routes.RouteRule;
import org.apache.camel.model.DelayDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ThreadsDefinition;
import org.apache.camel.model.ThrottleDefinition;

/**
 * How long, how many and how often are numbers, and who finds no room waits: Camel asks only when a
 * mail is there, and a mail that fails there is put off, time and again, until it is given up.
 */
final class AmountRule extends RouteRule {

    @Override
    protected void look(RouteDefinition route, ProcessorDefinition<?> step) {
        number(route, step);
        if (model.reach(route).decides()) {
            refuses(route, step);
        }
    }

    private void number(RouteDefinition route, ProcessorDefinition<?> step) {
        boolean throttle = step instanceof ThrottleDefinition;
        boolean counts =
                step instanceof LoopDefinition loop
                        && !model.resolved(loop.getDoWhile(), route).equals("true");
        if (!(throttle || counts || step instanceof DelayDefinition)
                || !(step instanceof ExpressionNode node)
                || node.getExpressionType() == null) {
            return;
        }
        String language = node.getExpressionType().getLanguage();
        String text = model.resolved(node.getExpressionType().getExpression(), route).strip();
        if (!(language.equals("constant") || language.equals("simple")) || text.contains("${")) {
            return;
        }
        Long amount = model.context().getTypeConverter().tryConvertTo(Long.class, text);
        if (amount == null || throttle && amount < 1) {
            String name = step.getShortName();
            error(
                    step,
                    "%s: `%s` is no %s, so every mail would fail here, and in the end be"
                                    .formatted(name, text, throttle ? "rate" : "number")
                            + " given up",
                    name.equals("delay")
                            ? "write milliseconds: 5000"
                            : "write a number of one or more",
                    node.getExpressionType().getExpression(),
                    name);
        }
    }

    private void refuses(RouteDefinition route, ProcessorDefinition<?> step) {
        if (step instanceof ThrottleDefinition throttle
                && model.resolved(throttle.getRejectExecution(), route).equals("true")) {
            refusal(step, "rejectExecution");
        } else if (step instanceof ThreadsDefinition threads
                && model.resolved(threads.getRejectedPolicy(), route).equals("Abort")) {
            refusal(step, "rejectedPolicy");
        }
    }

    private void refusal(ProcessorDefinition<?> step, String option) {
        error(
                step,
                option
                        + ": a mail that finds no room would fail, be put off, and in the end given"
                        + " up",
                "leave " + option + " out: it waits for its turn",
                option,
                step.getShortName());
    }
}
