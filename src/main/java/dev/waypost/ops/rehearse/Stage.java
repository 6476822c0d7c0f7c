package dev.waypost.ops.rehearse;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.catalog.RuntimeCamelCatalog;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.impl.engine.DefaultVariableRepositoryFactory;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.quarkus.core.FastCamelContext;
import org.apache.camel.quarkus.core.RuntimeBeanRepository;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.ComponentNameResolver;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.spi.FactoryFinderResolver;
import org.apache.camel.spi.Language;
import org.apache.camel.spi.ModelJAXBContextFactory;
import org.apache.camel.spi.PackageScanClassResolver;
import org.apache.camel.spi.VariableRepositoryFactory;
import org.apache.camel.support.DefaultRegistry;

/**
 * Makes a Camel context like the artifact's own, out of what was found when it was built, and with
 * components and languages of its own. Works in the native executable, where nothing can be looked
 * for.
 */
final class Stage {

    private static final int QUEUE_POLL_MS = 5;

    private Stage() {}

    /** With these beans and no others of ours. */
    static FastCamelContext of(Beans beans) {
        CamelContext artifact = Beans.get(CamelContext.class);
        return like(artifact, new OwnParts(artifact, beans));
    }

    private static FastCamelContext like(CamelContext artifact, OwnParts own) {
        FastCamelContext context = new FastCamelContext(artifact.getVersion(), null, null);
        ExtendedCamelContext parts = context.getCamelContextExtension();
        context.setApplicationContextClassLoader(Thread.currentThread().getContextClassLoader());
        share(FactoryFinderResolver.class, artifact, parts);
        share(RuntimeCamelCatalog.class, artifact, parts);
        share(ModelJAXBContextFactory.class, artifact, parts);
        share(PackageScanClassResolver.class, artifact, parts);
        parts.addContextPlugin(
                VariableRepositoryFactory.class, new DefaultVariableRepositoryFactory(context));
        parts.setRegistry(new DefaultRegistry(own));
        context.setModelReifierFactory(((ModelCamelContext) artifact).getModelReifierFactory());
        context.setTypeConverterRegistry(artifact.getTypeConverterRegistry());
        context.setLoadTypeConverters(false);
        context.setSourceLocationEnabled(true);
        context.setStreamCaching(false);
        context.setCaseInsensitiveHeaders(false);
        PropertiesComponent placeholders = new PropertiesComponent();
        placeholders.setAutoDiscoverPropertiesSources(false);
        // Camel would let the user's environment go before the rehearsal's settings.
        placeholders.setEnvironmentVariableMode(
                PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        context.setPropertiesComponent(placeholders);
        context.build();
        share(ComponentNameResolver.class, artifact, parts);
        context.setShutdownStrategy(new AtOnce());
        parts.registerEndpointCallback(Stage::impatient);
        return context;
    }

    /** A queue is looked at first when so much time has passed after the start. */
    private static Endpoint impatient(String uri, Endpoint endpoint) {
        if (endpoint instanceof SedaEndpoint queue) {
            queue.setPollTimeout(QUEUE_POLL_MS);
        }
        return endpoint;
    }

    private static <T> void share(
            Class<T> part, CamelContext artifact, ExtendedCamelContext parts) {
        T its = artifact.getCamelContextExtension().getContextPlugin(part);
        if (its != null) {
            parts.addContextPlugin(part, its);
        }
    }

    /** The artifact's registry, but what remembers its context belongs to one alone. */
    private static final class OwnParts implements BeanRepository {

        /** What each life asks for, and the artifact never had. */
        private static final Set<Question> ABSENT = ConcurrentHashMap.newKeySet();

        private record Question(String name, Class<?> type) {}

        private final BeanRepository all = new RuntimeBeanRepository(Map.of());
        private final CamelContext artifact;
        private final Beans beans;
        private final Map<String, Object> own = new HashMap<>();

        OwnParts(CamelContext artifact, Beans beans) {
            this.artifact = artifact;
            this.beans = beans;
        }

        @Override
        public Object lookupByName(String name) {
            return lookupByNameAndType(name, Object.class);
        }

        @Override
        public <T> T lookupByNameAndType(String name, Class<T> type) {
            Object ours = beans.named(name);
            if (type.isInstance(ours)) {
                return type.cast(ours);
            }
            Question question = new Question(name, type);
            if (ABSENT.contains(question)) {
                return null;
            }
            T found = Beans.asking(() -> artifacts(name, type));
            if (found == null) {
                ABSENT.add(question);
            }
            return found;
        }

        private <T> T artifacts(String name, Class<T> type) {
            T bean = all.lookupByNameAndType(name, type);
            if (bean != null) {
                return bean;
            }
            T found = artifact.getRegistry().lookupByNameAndType(name, type);
            boolean remembers =
                    found instanceof Component
                            || found instanceof Language
                            || found instanceof DataFormat;
            return remembers ? type.cast(own.computeIfAbsent(name, any -> another(found))) : found;
        }

        /** One that the native image cannot make anew is shared: better than no rehearsal. */
        private Object another(Object found) {
            try {
                return artifact.getInjector().newInstance(found.getClass(), false);
            } catch (RuntimeException notRegistered) {
                return found;
            }
        }

        @Override
        public <T> Map<String, T> findByTypeWithName(Class<T> type) {
            Map<String, T> found =
                    new TreeMap<>(
                            Beans.asking(() -> artifact.getRegistry().findByTypeWithName(type)));
            found.replaceAll((name, its) -> lookupByNameAndType(name, type));
            return found;
        }

        @Override
        public <T> Set<T> findByType(Class<T> type) {
            if (Component.class.isAssignableFrom(type)) {
                return Set.copyOf(findByTypeWithName(type).values());
            }
            return Beans.asking(() -> artifact.getRegistry().findByType(type)).stream()
                    .map(beans::inPlaceOf)
                    .collect(Collectors.toSet());
        }
    }
}
