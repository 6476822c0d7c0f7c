package dev.waypost.ops.rehearse;

import dev.waypost.commit.InFlightWindow;
import dev.waypost.config.Outside;
import dev.waypost.dedup.StatusTail;
import dev.waypost.deliver.PortProbe;
import dev.waypost.deliver.RelayAccounts;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableBean;
import io.quarkus.arc.InjectableContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.inject.Singleton;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Waypost's own beans as a new process has them. The container holds one of each, so they are made
 * for one process at a time; what was made belongs to that process, and several may live side by
 * side. Any thread.
 */
final class Beans {

    private static final String OURS = "dev.waypost.";
    private static final String CAMELS = "org.apache.camel.";
    private static final Object CONTAINER = new Object();

    private final Map<String, Object> named = new HashMap<>();
    private final List<Object> typed = new ArrayList<>();
    private final InFlightWindow window;
    private final StatusTail tail;
    private final PortProbe probe;
    private final RelayAccounts accounts;

    /**
     * @param around puts what lies around the process in its place
     */
    Beans(Consumer<Outside> around) {
        synchronized (CONTAINER) {
            forget();
            around.accept(get(Outside.class));
            // All that routes may ask for: whoever asks later would get another process's.
            for (Bean<?> bean :
                    Arc.container().beanManager().getBeans(Object.class, Any.Literal.INSTANCE)) {
                if (isOurs(bean.getBeanClass()) && isAskedFor(bean)) {
                    Object its = Arc.container().instance((InjectableBean<?>) bean).get();
                    typed.add(its);
                    if (bean.getName() != null) {
                        named.put(bean.getName(), its);
                    }
                }
            }
            window = get(InFlightWindow.class);
            tail = get(StatusTail.class);
            probe = get(PortProbe.class);
            accounts = get(RelayAccounts.class);
        }
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith(OURS);
    }

    private static boolean isAskedFor(Bean<?> bean) {
        return bean.getName() != null
                || bean.getTypes().stream().anyMatch(it -> it.getTypeName().startsWith(CAMELS));
    }

    InFlightWindow window() {
        return window;
    }

    StatusTail tail() {
        return tail;
    }

    PortProbe probe() {
        return probe;
    }

    RelayAccounts accounts() {
        return accounts;
    }

    /** The one of this name; null where none of ours has it. */
    Object named(String name) {
        return named.get(name);
    }

    /** What this process has in the place of a bean that the container gave. */
    <T> T inPlaceOf(T found) {
        if (found == null || !isOurs(found.getClass())) {
            return found;
        }
        Optional<Object> its =
                typed.stream().filter(each -> each.getClass() == found.getClass()).findFirst();
        @SuppressWarnings("unchecked") // of the same class
        T own = (T) its.orElse(found);
        return own;
    }

    /** Asks the container while no process is being made. */
    static <T> T asking(Supplier<T> question) {
        synchronized (CONTAINER) {
            return question.get();
        }
    }

    static <T> T get(Class<T> type) {
        return asking(() -> Arc.container().instance(type).get());
    }

    /** Whoever asks the container for one from now on gets a new one. */
    static void forget() {
        synchronized (CONTAINER) {
            for (Class<? extends Annotation> scope :
                    List.of(Singleton.class, ApplicationScoped.class)) {
                InjectableContext context = Arc.container().getActiveContext(scope);
                Set<InjectableBean<?>> made = context.getState().getContextualInstances().keySet();
                made.stream().filter(bean -> isOurs(bean.getBeanClass())).forEach(context::destroy);
            }
        }
    }
}
