package dev.waypost.deliver;

import dev.waypost.classify.Reason;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Remembers which submission ports failed by their own fault, so that the next mail does not learn
 * it again. A port that failed is postponed; it is asked last, not never: when every port is
 * postponed, all are admitted. It stays postponed until somebody got through to it, which a probe
 * tries each time its cool-down ends; the cool-down doubles with each failure up to the longest.
 * Memory may cost one detour, never a message. Any thread.
 */
public final class PortHealth {

    /**
     * Why mails go round a port, and for how long they have.
     *
     * @param reason of its last failure
     */
    public record Postponed(Reason reason, Duration age) {}

    private record Entry(int failures, long since, long retryAt, Reason reason) {
        static final Entry FINE = new Entry(0, 0, 0, null);

        boolean isPostponed() {
            return failures > 0;
        }

        boolean isDue(long now) {
            return now - retryAt >= 0;
        }
    }

    private final LongSupplier nanoTime;
    private final Duration first;
    private final Duration longest;
    private final Map<String, Entry> ports = new LinkedHashMap<>();
    private long lastSuccess;

    /**
     * @param nanoTime as {@link System#nanoTime}
     * @param first the first cool-down
     * @param longest what doubling ends at
     */
    public PortHealth(LongSupplier nanoTime, Duration first, Duration longest) {
        this.nanoTime = nanoTime;
        this.first = first;
        this.longest = longest;
        this.lastSuccess = nanoTime.getAsLong();
    }

    /** Whether a mail may be handed to this port now. The first question makes the port known. */
    public synchronized boolean admits(String port) {
        know(port);
        return !ports.get(port).isPostponed() || allPostponed();
    }

    /** The port failed by its own fault, to a mail or to a probe. */
    public synchronized void failed(String port, Reason reason) {
        Entry before = ports.getOrDefault(port, Entry.FINE);
        long now = nanoTime.getAsLong();
        if (before.isPostponed() && !before.isDue(now)) {
            return; // Mails that were under way together fail together: one failure, not many.
        }
        int failures = before.failures() + 1;
        long since = before.isPostponed() ? before.since() : now;
        ports.put(port, new Entry(failures, since, now + coolDown(failures).toNanos(), reason));
    }

    /** Another pod found this port dead: there is no hurry to find out whether it still is. */
    synchronized void heard(String port, Reason reason) {
        long now = nanoTime.getAsLong();
        ports.put(port, new Entry(1, now, now + longest.toNanos(), reason));
    }

    /** Nothing is known of this port any more but that there is such a one. */
    public synchronized void forget(String port) {
        ports.replace(port, Entry.FINE);
    }

    /** Somebody got through: the port is as good as new. */
    public synchronized void succeeded(String port) {
        ports.put(port, Entry.FINE);
        lastSuccess = nanoTime.getAsLong();
    }

    /** There is such a port, of which nothing else is known. */
    synchronized void know(String port) {
        ports.putIfAbsent(port, Entry.FINE);
    }

    /** Whether nobody got through anywhere for so long: what is known may be true no more. */
    synchronized boolean isStale(Duration age) {
        return nanoTime.getAsLong() - lastSuccess >= age.toNanos();
    }

    /** Whether no known port is fit to be asked first. */
    public synchronized boolean allPostponed() {
        return !ports.isEmpty() && ports.values().stream().allMatch(Entry::isPostponed);
    }

    /** Postponed ports whose cool-down has ended, in the order they became known. */
    public synchronized List<String> dueForProbe() {
        long now = nanoTime.getAsLong();
        return ports.entrySet().stream()
                .filter(port -> port.getValue().isPostponed())
                .filter(port -> port.getValue().isDue(now))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Each known port, and where it is postponed, why. */
    public synchronized Map<String, Optional<Postponed>> view() {
        Map<String, Optional<Postponed>> view = new LinkedHashMap<>();
        ports.keySet().forEach(port -> view.put(port, postponed(port)));
        return view;
    }

    /** Why this port is postponed; empty where it is not, or not known. */
    public synchronized Optional<Postponed> postponed(String port) {
        Entry entry = ports.getOrDefault(port, Entry.FINE);
        return entry.isPostponed()
                ? Optional.of(
                        new Postponed(
                                entry.reason(),
                                Duration.ofNanos(nanoTime.getAsLong() - entry.since())))
                : Optional.empty();
    }

    private Duration coolDown(int failures) {
        int doublings = Math.min(failures - 1, 20);
        Duration coolDown = first.multipliedBy(1L << doublings);
        return coolDown.compareTo(longest) > 0 ? longest : coolDown;
    }
}
