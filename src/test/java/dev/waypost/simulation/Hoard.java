package dev.waypost.simulation;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks for what grows: every collection that Waypost's objects hold, however deep, is to be no
 * larger than its world, once all mails have come to their ending. Rings, which forget by
 * themselves, are left out.
 */
final class Hoard {

    private static final String OURS = "dev.waypost.";

    /** Null for what is not Waypost's. */
    private static final ClassValue<Field[]> FIELDS =
            new ClassValue<>() {
                @Override
                protected Field[] computeValue(Class<?> type) {
                    return isOurs(type) ? found(type) : null;
                }
            };

    private final int most;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    /**
     * @param most that a collection may hold
     */
    Hoard(int most) {
        this.most = most;
    }

    /**
     * @throws Violation where something holds more
     */
    void look(Object held) {
        Field[] fields = held == null ? null : FIELDS.get(held.getClass());
        if (fields == null || !seen.add(held)) {
            return;
        }
        for (Field field : fields) {
            Object value = value(field, held);
            if (value instanceof Map<?, ?> map) {
                check(field, map.size());
                map.values().forEach(this::look);
            } else if (value instanceof Collection<?> collection) {
                if (canGrow(collection)) {
                    check(field, collection.size());
                }
                collection.forEach(this::look);
            } else {
                look(value);
            }
        }
    }

    private static boolean canGrow(Collection<?> collection) {
        return !(collection instanceof Deque)
                && !collection.getClass().getName().contains("Immutable");
    }

    private void check(Field field, int size) {
        if (size > most) {
            throw new Violation(
                    "memory",
                    "%s.%s still holds %d"
                            .formatted(
                                    field.getDeclaringClass().getSimpleName(),
                                    field.getName(),
                                    size));
        }
    }

    /** Settings and rules are left out: they are read once, and are the same for all. */
    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith(OURS)
                && Stream.of("simulation.", "config.", "classify.")
                        .noneMatch(type.getName().substring(OURS.length())::startsWith);
    }

    private static Field[] found(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> each = type; each != null && isOurs(each); each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && canHold(field.getType())) {
                    field.setAccessible(true);
                    fields.add(field);
                }
            }
        }
        return fields.toArray(Field[]::new);
    }

    private static boolean canHold(Class<?> type) {
        return !type.isPrimitive()
                && !type.isArray()
                && !type.isEnum()
                && !type.getName().startsWith("java.lang.")
                && !type.getName().startsWith("java.time.");
    }

    private static Object value(Field field, Object of) {
        try {
            return field.get(of);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
