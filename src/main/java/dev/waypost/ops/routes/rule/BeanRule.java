package dev.waypost.ops.routes.rule;

import dev.waypost.intake.field.NearestName;
import dev.waypost.ops.Finding;
import dev.waypost.ops.routes.Reach;
import dev.waypost.ops.routes.RouteModel;
import dev.waypost.ops.routes.RouteRule;
import dev.waypost.ops.routes.Word;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ProcessorDefinition;

/** Every bean that a step calls is there, and has the method. */
final class BeanRule implements RouteRule {

    @Override
    public Stream<Finding> findings(RouteModel model) {
        return model.routes().stream()
                .flatMap(model::steps)
                .filter(BeanDefinition.class::isInstance)
                .map(BeanDefinition.class::cast)
                .filter(bean -> bean.getRef() != null)
                .flatMap(bean -> finding(model, bean).stream());
    }

    private static Optional<Finding> finding(RouteModel model, BeanDefinition step) {
        String name = Reach.bean(step.getRef());
        Object bean = model.context().getRegistry().lookupByName(name);
        if (bean == null) {
            return Optional.of(
                    error(model, step, "there is no bean " + name, name, Word.beans(), name));
        }
        String method = Reach.word(step).substring(Reach.word(step).indexOf('.') + 1);
        Set<String> methods =
                Arrays.stream(bean.getClass().getMethods())
                        .filter(known -> known.getDeclaringClass() != Object.class)
                        .filter(known -> !known.isSynthetic())
                        .map(Method::getName)
                        .collect(Collectors.toCollection(TreeSet::new));
        if (Word.takesDelivery(Reach.word(step)) && isToldMore(step)) {
            return Optional.of(
                    model.error(
                            step,
                            "%s is told something, and asks for nothing but the delivery: every"
                                            .formatted(Reach.word(step))
                                    + " mail would fail here",
                            "write `method: %s` alone".formatted(method),
                            "method: "));
        }
        return method.isEmpty() || methods.contains(method)
                ? Optional.empty()
                : Optional.of(
                        error(
                                model,
                                step,
                                "the bean %s has no method %s".formatted(name, method),
                                method,
                                methods,
                                "method: " + method));
    }

    private static boolean isToldMore(BeanDefinition step) {
        return !step.getMethod().matches("\\w+(\\(\\s*(\\$\\{body})?\\s*\\))?")
                && !Reach.word(step).startsWith("mail.");
    }

    private static Finding error(
            RouteModel model,
            ProcessorDefinition<?> step,
            String message,
            String written,
            Set<String> known,
            String word) {
        return model.error(step, message, NearestName.advice(written, known), word);
    }
}
