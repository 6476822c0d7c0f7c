package dev.waypost.ops.routes;

import dev.waypost.config.RouteLoading;
import dev.waypost.config.WaypostConfig;
import io.quarkus.arc.InjectableBean;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/** The vocabulary of this very artifact: its named beans, its settings as they are now. */
final class LiveVocabulary {

    /** Frameworks name beans too; those are not for routes. */
    private static final String OURS = "dev.waypost.";

    private LiveVocabulary() {}

    @Produces
    @Singleton
    static Vocabulary vocabulary(BeanManager manager, Config config, WaypostConfig waypost) {
        Map<String, Class<?>> beans = new HashMap<>();
        for (Bean<?> bean : manager.getBeans(Object.class, Any.Literal.INSTANCE)) {
            if (bean.getName() != null && bean.getBeanClass().getName().startsWith(OURS)) {
                beans.put(bean.getName(), type(bean));
            }
        }
        Set<String> derived = RouteLoading.derived(waypost).keySet();
        return new Vocabulary(
                beans,
                Vocabulary.COMPONENTS,
                key ->
                        derived.contains(key)
                                || config.getOptionalValue(key, String.class).isPresent(),
                Vocabulary::isThrowable);
    }

    private static Class<?> type(Bean<?> bean) {
        return bean instanceof InjectableBean<?> known
                ? known.getImplementationClass()
                : bean.getBeanClass();
    }
}
