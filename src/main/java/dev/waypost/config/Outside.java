package dev.waypost.config;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What lies outside of the process: time, Kafka, the network. Whoever reaches out asks here for the
 * part that it needs; a rehearsal puts its own in their place before anything else is made. Any
 * thread.
 */
@Singleton
public class Outside {

    private final Map<Class<?>, Object> replaced = new ConcurrentHashMap<>();

    /** From now on whoever asks for this part gets this one. */
    public <T> void replace(Class<T> part, T by) {
        replaced.put(part, by);
    }

    /** The part as it was replaced, or the real one. */
    public <T> T get(Class<T> part, T real) {
        return made(part, () -> real);
    }

    /** The same for one that is costly to make. */
    public <T> T made(Class<T> part, Supplier<T> real) {
        Object other = replaced.get(part);
        return other == null ? real.get() : part.cast(other);
    }

    @Produces
    @Singleton
    KafkaClients kafka() {
        return get(KafkaClients.class, KafkaClients.OF_A_BROKER);
    }

    /**
     * For whatever lasts or is waited for, which nobody can set back: as {@link System#nanoTime}.
     */
    @Produces
    @Singleton
    LongSupplier nanoTime() {
        return get(LongSupplier.class, System::nanoTime);
    }

    /** For moments that are shown or written. */
    @Produces
    @Singleton
    Clock clock() {
        return get(Clock.class, Clock.systemUTC());
    }

    @Produces
    @Singleton
    Waiting waiting() {
        return get(Waiting.class, Waiting.REAL);
    }
}
