package dev.waypost.simulation;

import jakarta.inject.Named;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Where Waypost's classes are, and which methods make beans. */
final class ClassIndex {

    private static final Path CLASSES = Path.of("target/classes");

    private final Map<String, Class<?>> byBean = new ConcurrentHashMap<>();
    private final List<String> producing = new ArrayList<>();
    private final Map<Class<?>, Optional<Method>> producers = new ConcurrentHashMap<>();
    private List<Method> all;

    ClassIndex() {
        try (Stream<Path> files = Files.walk(CLASSES.resolve("dev/waypost"))) {
            files.map(file -> CLASSES.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.contains("$"))
                    .sorted()
                    .map(file -> file.substring(0, file.length() - 6).replace('/', '.'))
                    .forEach(this::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String name) {
        if (!name.contains(".ops.")) {
            producing.add(name);
        }
    }

    /** The class of a bean, by the name that routes call it by. */
    Class<?> named(String bean) {
        return byBean.computeIfAbsent(bean, this::search);
    }

    private Class<?> search(String bean) {
        return producing.stream()
                .map(Steps::type)
                .filter(type -> type.isAnnotationPresent(Named.class))
                .filter(type -> type.getAnnotation(Named.class).value().equals(bean))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no class for bean " + bean));
    }

    /** The method that makes beans of this type; null where its constructor does. */
    Method producerOf(Class<?> type) {
        return producers.computeIfAbsent(type, this::find).orElse(null);
    }

    private Optional<Method> find(Class<?> type) {
        return all().stream().filter(method -> method.getReturnType() == type).findFirst();
    }

    private synchronized List<Method> all() {
        if (all == null) {
            all = new ArrayList<>();
            for (String name : producing) {
                for (Method method : Steps.type(name).getDeclaredMethods()) {
                    if (Beans.isProducer(method)) {
                        all.add(method);
                    }
                }
            }
        }
        return all;
    }
}
