package dev.waypost.ops.routes;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.language.MethodCallExpression;

/**
 * What steps come to, the routes that they lead to included.
 *
 * @param relay a submission port
 * @param words words of the vocabulary that say what becomes of a record
 */
public record Reach(boolean relay, Set<String> words) {

    /** Those that change nothing of a record's fate. */
    private static final Set<String> HARMLESS =
            Set.of("mailLog.line", "deliveryMetrics.count", "statusTail.awaitCaughtUp");

    public static Reach of(
            RouteModel model, RouteDefinition route, List<ProcessorDefinition<?>> steps) {
        Set<String> words = new HashSet<>();
        boolean relay = walk(model, route, steps, words, new HashSet<>());
        return new Reach(relay, words);
    }

    /** Whether a record's fate is decided here, or a mail handed over. */
    public boolean decides() {
        return relay || !words.isEmpty();
    }

    public static boolean isHarmless(String word) {
        return HARMLESS.contains(word);
    }

    private static boolean walk(
            RouteModel model,
            RouteDefinition route,
            List<ProcessorDefinition<?>> steps,
            Set<String> words,
            Set<RouteDefinition> seen) {
        boolean relay = false;
        for (ProcessorDefinition<?> step : model.below(steps).toList()) {
            String word = word(step);
            if (Word.isKnown(word) && !HARMLESS.contains(word)) {
                words.add(word);
            }
            EndpointUri to = model.to(route, step);
            relay |= to.isRelay();
            if (to.isInternal()) {
                RouteDefinition next = model.consumer(to).orElse(null);
                if (next != null && seen.add(next)) {
                    relay |= walk(model, next, next.getOutputs(), words, seen);
                }
            }
        }
        return relay;
    }

    /** {@code bean.method}; empty where the step calls none. */
    public static String word(ProcessorDefinition<?> step) {
        if (step instanceof BeanDefinition bean) {
            return word(bean.getRef(), bean.getMethod());
        }
        return step instanceof HasExpressionType asks
                        && asks.getExpressionType() instanceof MethodCallExpression call
                ? word(call.getRef(), call.getMethod())
                : "";
    }

    public static String word(String ref, String method) {
        String name = method == null ? "" : method;
        int parameters = name.indexOf('(');
        return bean(ref) + "." + (parameters < 0 ? name : name.substring(0, parameters)).strip();
    }

    /** The name in {@code #bean:name}, {@code #name} and {@code name}; empty where none is said. */
    public static String bean(String ref) {
        if (ref == null || !ref.startsWith("#")) {
            return ref == null ? "" : ref;
        }
        return ref.substring(ref.startsWith("#bean:") ? "#bean:".length() : 1);
    }
}
