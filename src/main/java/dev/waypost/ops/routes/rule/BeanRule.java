package dev.waypost.ops.routes.rule;

import dev.waypost.intake.field.NearestName;
import dev.waypost.ops.routes.Reach;
import dev.waypost.ops.routes.RouteRule;
import dev.waypost.ops.routes.Word;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;

/** Every bean that a step calls is there, and has the method. */
final class BeanRule extends RouteRule {

    @Override
    protected void look(RouteDefinition route, ProcessorDefinition<?> step) {
        if (step instanceof BeanDefinition bean && bean.getRef() != null) {
            called(bean);
        }
    }

    private void called(BeanDefinition step) {
        String name = Reach.bean(step.getRef());
        Object bean = model.context().getRegistry().lookupByName(name);
        if (bean == null) {
            unknown(step, "there is no bean " + name, name, Word.beans(), name);
            return;
        }
        String method = Reach.word(step).substring(Reach.word(step).indexOf('.') + 1);
        Set<String> methods =
                Arrays.stream(bean.getClass().getMethods())
                        .filter(known -> known.getDeclaringClass() != Object.class)
                        .filter(known -> !known.isSynthetic())
                        .map(Method::getName)
                        .collect(Collectors.toCollection(TreeSet::new));
        if (Word.takesDelivery(Reach.word(step)) && isToldMore(step)) {
            error(
                    step,
                    "%s is told something, and asks for nothing but the delivery: every"
                                    .formatted(Reach.word(step))
                            + " mail would fail here",
                    "write `method: %s` alone".formatted(method),
                    "method: ");
        } else if (!method.isEmpty() && !methods.contains(method)) {
            String message = "the bean %s has no method %s".formatted(name, method);
            unknown(step, message, method, methods, "method: " + method);
        }
    }

    private static boolean isToldMore(BeanDefinition step) {
        return !step.getMethod().matches("\\w+(\\(\\s*(\\$\\{body})?\\s*\\))?")
                && !Reach.word(step).startsWith("mail.");
    }

    private void unknown(
            BeanDefinition step, String message, String written, Set<String> known, String word) {
        error(step, message, NearestName.advice(written, known), word);
    }
}
