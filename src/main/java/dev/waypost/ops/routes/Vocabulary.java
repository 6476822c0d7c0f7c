package dev.waypost.ops.routes;

import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The words that routes may use: closed when the artifact is built, as a native executable knows no
 * class that it was not built with.
 *
 * @param beans each bean's name and the class whose public methods routes may call
 * @param components URI schemes
 * @param placeholders whether a key between double braces has a value
 * @param exceptions whether a class of this name can be thrown
 */
public record Vocabulary(
        Map<String, Class<?>> beans,
        Set<String> components,
        Predicate<String> placeholders,
        Predicate<String> exceptions) {

    /** The components that are in the artifact. */
    public static final Set<String> COMPONENTS =
            Set.of("bean", "direct", "kafka", "log", "seda", "smtp", "smtps", "timer");

    public Vocabulary {
        beans = Map.copyOf(beans);
        components = Set.copyOf(components);
    }

    /** Whether the artifact has a class of this name that can be thrown. */
    public static boolean isThrowable(String name) {
        try {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            return Throwable.class.isAssignableFrom(Class.forName(name, false, loader));
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
