package dev.waypost.ops.routes.rule;

import dev.waypost.ops.Finding;
import dev.waypost.ops.routes.RouteModel;
import dev.waypost.ops.routes.RouteRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
final class AmountRule implements RouteRule {

    @Override
    public Stream<Finding> findings(RouteModel model) {
        List<Finding> found = new ArrayList<>();
        for (RouteDefinition route : model.routes()) {
            boolean carries = model.reach(route).decides();
            model.steps(route)
                    .forEach(
                            step -> {
                                number(model, route, step, found);
                                if (carries) {
                                    refuses(model, route, step, found);
                                }
                            });
        }
        return found.stream();
    }

    private static void number(
            RouteModel model,
            RouteDefinition route,
            ProcessorDefinition<?> step,
            List<Finding> found) {
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
            found.add(
                    model.error(
                            step,
                            "%s: `%s` is no %s, so every mail would fail here, and in the end be"
                                            .formatted(name, text, throttle ? "rate" : "number")
                                    + " given up",
                            name.equals("delay")
                                    ? "write milliseconds: 5000"
                                    : "write a number of one or more",
                            node.getExpressionType().getExpression(),
                            name));
        }
    }

    private static void refuses(
            RouteModel model,
            RouteDefinition route,
            ProcessorDefinition<?> step,
            List<Finding> found) {
        if (step instanceof ThrottleDefinition throttle
                && model.resolved(throttle.getRejectExecution(), route).equals("true")) {
            found.add(refusal(model, step, "rejectExecution"));
        } else if (step instanceof ThreadsDefinition threads
                && model.resolved(threads.getRejectedPolicy(), route).equals("Abort")) {
            found.add(refusal(model, step, "rejectedPolicy"));
        }
    }

    private static Finding refusal(RouteModel model, ProcessorDefinition<?> step, String option) {
        return model.error(
                step,
                option
                        + ": a mail that finds no room would fail, be put off, and in the end given"
                        + " up",
                "leave " + option + " out: it waits for its turn",
                option,
                step.getShortName());
    }
}
