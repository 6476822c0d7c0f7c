package dev.waypost.simulation;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The beans of one pod, made as the container would: by their {@code @Inject} constructors and
 * {@code @Produces} methods, one of each. What is given stands for what the simulation brings
 * itself.
 */
final class Beans {

    private static final ClassIndex INDEX = new ClassIndex();

    private final Map<Class<?>, Object> byType = new HashMap<>();
    private final Map<String, Object> byName = new HashMap<>();

    void give(Class<?> type, Object bean) {
        byType.put(type, bean);
    }

    /**
     * @param bean null for one that is of no account here
     */
    void give(String name, Object bean) {
        byName.put(name, bean);
    }

    /** The bean that routes call so; null for one that is of no account here. */
    Object named(String name) {
        if (byName.containsKey(name)) {
            return byName.get(name);
        }
        Object bean = get(INDEX.named(name));
        byName.put(name, bean);
        return bean;
    }

    <T> T get(Class<T> type) {
        Object known = byType.get(type);
        if (known == null) {
            known = made(type);
            byType.put(type, known);
        }
        return type.cast(known);
    }

    private Object made(Class<?> type) {
        try {
            Method producer = INDEX.producerOf(type);
            if (producer != null) {
                Constructor<?> maker = producer.getDeclaringClass().getDeclaredConstructor();
                maker.setAccessible(true);
                producer.setAccessible(true);
                return producer.invoke(maker.newInstance(), arguments(producer));
            }
            Constructor<?> constructor = constructor(type);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments(constructor));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make " + type, e);
        }
    }

    private Object[] arguments(Executable maker) {
        return Arrays.stream(maker.getParameterTypes())
                .map(type -> type == Optional.class ? Optional.empty() : get(type))
                .toArray();
    }

    private static Constructor<?> constructor(Class<?> type) {
        Constructor<?>[] all = type.getDeclaredConstructors();
        return Arrays.stream(all)
                .filter(each -> each.isAnnotationPresent(Inject.class))
                .findFirst()
                .orElse(all[0]);
    }

    /** Whether a method makes a bean. */
    static boolean isProducer(Method method) {
        return method.isAnnotationPresent(Produces.class);
    }
}
