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
import java.util.concurrent.ConcurrentHashMap;

/**
 * The beans of one pod, made as the container would: by their {@code @Inject} constructors and
 * {@code @Produces} methods, one of each. What is given stands for what the simulation brings
 * itself.
 */
final class Beans {

    private static final ClassIndex INDEX = new ClassIndex();
    private static final Map<Class<?>, Constructor<?>> CONSTRUCTORS = new ConcurrentHashMap<>();

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
        Object known = byName.get(name);
        if (known != null || byName.containsKey(name)) {
            return known;
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

    /** What grew too large in them. */
    void look(Hoard hoard) {
        byType.values().forEach(hoard::look);
        byName.values().forEach(hoard::look);
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
            Constructor<?> constructor = CONSTRUCTORS.computeIfAbsent(type, Beans::constructor);
            return constructor.newInstance(arguments(constructor));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make " + type, e);
        }
    }

    private Object[] arguments(Executable maker) {
        Class<?>[] types = maker.getParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = types[i] == Optional.class ? Optional.empty() : get(types[i]);
        }
        return arguments;
    }

    private static Constructor<?> constructor(Class<?> type) {
        Constructor<?>[] all = type.getDeclaredConstructors();
        Constructor<?> injected =
                Arrays.stream(all)
                        .filter(each -> each.isAnnotationPresent(Inject.class))
                        .findFirst()
                        .orElse(all[0]);
        injected.setAccessible(true);
        return injected;
    }

    /** Whether a method makes a bean. */
    static boolean isProducer(Method method) {
        return method.isAnnotationPresent(Produces.class);
    }
}
