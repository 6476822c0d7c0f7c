package dev.waypost.ops.rehearse;

import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableBean;
import io.quarkus.arc.InjectableContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Set;

/** Waypost's own beans, which a new process would not have yet. */
final class Beans {

    private static final String OURS = "dev.waypost.";

    private Beans() {}

    static <T> T get(Class<T> type) {
        return Arc.container().instance(type).get();
    }

    /** Whoever asks for one from now on gets a new one. */
    static void forget() {
        for (Class<? extends Annotation> scope :
                List.of(Singleton.class, ApplicationScoped.class)) {
            InjectableContext context = Arc.container().getActiveContext(scope);
            Set<InjectableBean<?>> made = context.getState().getContextualInstances().keySet();
            made.stream()
                    .filter(bean -> bean.getBeanClass().getName().startsWith(OURS))
                    .forEach(context::destroy);
        }
    }
}
