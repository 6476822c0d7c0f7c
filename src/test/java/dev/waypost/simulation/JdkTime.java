package dev.waypost.simulation;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.random.RandomGenerator;

/**
 * What production code calls in the simulation where it is written to ask the JDK for the time, for
 * chance, or to wait; {@link SimulatedClasses} rewrites the calls. A wait may end early, as the JDK
 * allows: locks need not be left for it, for there is one thread.
 */
public final class JdkTime {

    private static final long FOR_EVER = TimeUnit.DAYS.toNanos(1);

    private JdkTime() {}

    public static long nanoTime() {
        return Scheduler.current().now();
    }

    public static long currentTimeMillis() {
        return PodClock.START.toEpochMilli() + Scheduler.current().now() / 1_000_000;
    }

    public static RandomGenerator chance() {
        return Scheduler.current().chance();
    }

    public static long awaitNanos(Condition condition, long nanos) {
        return Scheduler.current().waitAtMost(nanos);
    }

    public static boolean await(Condition condition, long time, TimeUnit unit) {
        return Scheduler.current().waitAtMost(unit.toNanos(time)) > 0;
    }

    public static void await(Condition condition) {
        Scheduler.current().waitAtMost(FOR_EVER);
    }

    public static void await(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            Scheduler.current().waitAtMost(FOR_EVER);
        }
    }

    public static boolean await(CountDownLatch latch, long time, TimeUnit unit) {
        long left = unit.toNanos(time);
        while (latch.getCount() > 0 && left > 0) {
            left = Scheduler.current().waitAtMost(left);
        }
        return latch.getCount() == 0;
    }

    public static void sleep(long millis) {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        while (left > 0) {
            left = Scheduler.current().waitAtMost(left);
        }
    }
}
