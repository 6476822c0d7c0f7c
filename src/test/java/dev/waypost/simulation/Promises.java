package dev.waypost.simulation;

import java.lang.reflect.Field;

/** What every consumer of the routes is told, whatever its URI says. */
final class Promises {

    private static final boolean COMMITTED_ONLY = isolation().equals("read_committed");

    private Promises() {}

    static boolean committedOnly() {
        return COMMITTED_ONLY;
    }

    private static Object isolation() {
        try {
            Field isolation =
                    Steps.type("dev.waypost.config.KafkaPromise").getDeclaredField("ISOLATION");
            isolation.setAccessible(true);
            return isolation.get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
