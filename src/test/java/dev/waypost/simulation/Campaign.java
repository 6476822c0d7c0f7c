package dev.waypost.simulation;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/** Many seeds, one after the other, on several threads, until one fails or enough is run. */
final class Campaign {

    /**
     * @param processorTime of all threads together: what other programs take does not count
     * @param size what a schedule was on average
     * @param failures reports by seed: none, or the first that each thread met
     */
    record Result(
            long schedules,
            Duration time,
            Duration processorTime,
            String size,
            SortedMap<Long, String> failures) {

        @Override
        public String toString() {
            return "%d schedules in %d s: %d a second, %d a second of processor time; each %s"
                    .formatted(schedules, time.toSeconds(), per(time), per(processorTime), size);
        }

        private long per(Duration spent) {
            return schedules * 1000 / Math.max(1, spent.toMillis());
        }
    }

    private final LongFunction<String> simulation;
    private final long last;
    private final long deadline;
    private final AtomicLong next;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong processorTime = new AtomicLong();
    private final SortedMap<Long, String> failures = new ConcurrentSkipListMap<>();

    /**
     * @param first the first seed
     * @param most so many seeds at most
     * @param atMost so long at most
     */
    Campaign(LongFunction<String> simulation, long first, long most, Duration atMost) {
        this.simulation = simulation;
        this.next = new AtomicLong(first);
        this.last = first + most;
        this.deadline = System.nanoTime() + atMost.toNanos();
    }

    Result run(int threads) throws InterruptedException {
        long begun = System.nanoTime();
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(this::work, "simulation-" + i);
            running.add(thread);
            thread.start();
        }
        for (Thread thread : running) {
            thread.join();
        }
        return new Result(
                done.get(),
                Duration.ofNanos(System.nanoTime() - begun),
                Duration.ofNanos(processorTime.get()),
                simulation.toString(),
                failures);
    }

    private void work() {
        while (failures.isEmpty() && System.nanoTime() < deadline) {
            long seed = next.getAndIncrement();
            if (seed >= last) {
                break;
            }
            String failure = simulation.apply(seed);
            done.incrementAndGet();
            if (failure != null) {
                failures.put(seed, failure);
            }
        }
        processorTime.addAndGet(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    }
}
