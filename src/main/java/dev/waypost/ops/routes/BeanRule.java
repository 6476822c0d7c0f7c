package dev.waypost.ops.routes;

import dev.waypost.ops.Finding;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every bean that routes name is there and has the method that they call. */
final class BeanRule implements RouteRule {

    @Override
    public Stream<Finding> findings(RouteBook book, Vocabulary vocabulary) {
        return book.everything()
                .flatMap(BeanCall::at)
                .flatMap(call -> finding(call, vocabulary).stream());
    }

    private static Optional<Finding> finding(BeanCall call, Vocabulary vocabulary) {
        Class<?> type = vocabulary.beans().get(call.bean());
        if (type == null) {
            return Optional.of(
                    call.spot()
                            .error(
                                    "there is no bean " + call.bean(),
                                    "use one of "
                                            + String.join(
                                                    ", ",
                                                    new TreeSet<>(vocabulary.beans().keySet()))));
        }
        if (call.method().isEmpty()) {
            return Optional.empty();
        }
        List<Method> named =
                Arrays.stream(type.getMethods())
                        .filter(method -> method.getName().equals(call.methodName()))
                        .toList();
        if (named.isEmpty()) {
            return Optional.of(
                    call.spot()
                            .error(
                                    "the bean "
                                            + call.bean()
                                            + " has no method "
                                            + call.methodName(),
                                    "use one of " + methods(type)));
        }
        boolean fits =
                call.arguments() < 0
                        || named.stream().anyMatch(m -> m.getParameterCount() == call.arguments());
        return fits
                ? Optional.empty()
                : Optional.of(
                        call.spot()
                                .error(
                                        call.bean()
                                                + "."
                                                + call.methodName()
                                                + " does not take "
                                                + call.arguments()
                                                + " arguments",
                                        "give it "
                                                + named.stream()
                                                        .map(
                                                                m ->
                                                                        Integer.toString(
                                                                                m
                                                                                        .getParameterCount()))
                                                        .distinct()
                                                        .collect(Collectors.joining(" or "))));
    }

    private static String methods(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class)
                .filter(method -> !method.isSynthetic())
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(", "));
    }
}
