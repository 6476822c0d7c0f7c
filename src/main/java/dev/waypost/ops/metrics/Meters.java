package dev.waypost.ops.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Meters with their sentence: none can be made without. Any thread. */
record Meters(MeterRegistry registry) {

    <T> void gauge(String name, String sentence, Tags tags, T object, ToDoubleFunction<T> look) {
        Gauge.builder(name, object, look).description(sentence).tags(tags).register(registry);
    }

    <T> void gauge(String name, String sentence, T object, ToDoubleFunction<T> look) {
        gauge(name, sentence, Tags.empty(), object, look);
    }

    /** One gauge a word, 1 for the one that holds now. */
    <T, E extends Enum<E>> void states(
            String name, String sentence, String label, Class<E> all, T object, Holds<T, E> holds) {
        for (E each : all.getEnumConstants()) {
            gauge(name, sentence, word(label, each), object, o -> holds.holds(o, each) ? 1 : 0);
        }
    }

    /** Whether a state holds. */
    interface Holds<T, E> {
        boolean holds(T object, E state);
    }

    /** One that somebody else counts. */
    <T> void counter(String name, String sentence, Tags tags, T object, ToDoubleFunction<T> look) {
        FunctionCounter.builder(name, object, look)
                .description(sentence)
                .tags(tags)
                .register(registry);
    }

    Counter counter(String name, String sentence, Tags tags) {
        return Counter.builder(name).description(sentence).tags(tags).register(registry);
    }

    Timer timer(String name, String sentence, Tags tags) {
        return Timer.builder(name).description(sentence).tags(tags).register(registry);
    }

    /**
     * @param bounds of the buckets of its histogram
     */
    Timer histogram(String name, String sentence, Tags tags, Duration... bounds) {
        return Timer.builder(name)
                .description(sentence)
                .tags(tags)
                .serviceLevelObjectives(bounds)
                .register(registry);
    }

    static Tags word(String label, Enum<?> value) {
        return Tags.of(label, value.name().toLowerCase(Locale.ROOT));
    }
}
