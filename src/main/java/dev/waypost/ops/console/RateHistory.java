package dev.waypost.ops.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How many mails came to what in each of the last sixty minutes, in this pod, by the counter that
 * the metrics have. Any thread.
 */
@Singleton
class RateHistory {

    private static final int MINUTES = 60;
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final MeterRegistry registry;

    /** What the counter said at the beginning of each minute, the oldest first. */
    private final Deque<Map<String, Double>> minutes = new ArrayDeque<>();

    private long begun = System.nanoTime();

    @Inject
    RateHistory(MeterRegistry registry) {
        this.registry = registry;
        minutes.add(Map.of());
    }

    /** Called a few times a minute at least. */
    synchronized void look() {
        while (System.nanoTime() - begun >= MINUTE_NANOS) {
            begun += MINUTE_NANOS;
            minutes.addLast(counts());
            if (minutes.size() > MINUTES) {
                minutes.removeFirst();
            }
        }
    }

    /** For each status its mails by the minute, the oldest first, the current one last. */
    synchronized ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        Map<String, Double> now = counts();
        for (String status : new TreeSet<>(now.keySet())) {
            var series = json.putArray(status);
            double before = 0;
            boolean first = true;
            for (Map<String, Double> minute : minutes) {
                double count = minute.getOrDefault(status, 0.0);
                if (!first) {
                    series.add((long) (count - before));
                }
                before = count;
                first = false;
            }
            series.add((long) (now.get(status) - before));
        }
        return json;
    }

    /** How many there were since the start. */
    Map<String, Double> counts() {
        Map<String, Double> counts = new HashMap<>();
        for (Counter counter : registry.find("waypost.mails").counters()) {
            counts.merge(counter.getId().getTag("status"), counter.count(), Double::sum);
        }
        return new TreeMap<>(counts);
    }
}
