package dev.waypost.bench;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the relay counts: mails it answered with 250, and how long mails took that say when they
 * were published; under a limit also, which it took more than once. Any thread.
 */
final class RelayCounters {

    private static final int LONGEST_MILLIS = 120_000;

    private final LongAdder mails = new LongAdder();
    private final LongAdder connections = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder again = new LongAdder();
    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private volatile double perSecond = Double.POSITIVE_INFINITY;
    private double tokens;
    private long filledAt;
    private final AtomicLongArray millis = new AtomicLongArray(LONGEST_MILLIS);

    void connection() {
        connections.increment();
    }

    void mail() {
        mails.increment();
    }

    /** Whether mails are told apart, and counted where they come again. */
    boolean wantsIds() {
        return perSecond != Double.POSITIVE_INFINITY;
    }

    /** The mail of this Message-ID is on its way. */
    void id(String messageId) {
        if (!ids.add(messageId)) {
            again.increment();
        }
    }

    /**
     * From now on so many mails a second, and at once as many as come in a second; one at least.
     */
    synchronized void limit(double mailsPerSecond) {
        perSecond = mailsPerSecond;
        tokens = Math.min(tokens, depth());
        filledAt = System.nanoTime();
    }

    private double depth() {
        return Math.max(1, perSecond);
    }

    /** Whether one more mail is within the limit; counts it where it is not. */
    synchronized boolean admits() {
        if (perSecond == Double.POSITIVE_INFINITY) {
            return true;
        }
        long now = System.nanoTime();
        tokens = Math.min(depth(), tokens + (now - filledAt) / 1e9 * perSecond);
        filledAt = now;
        if (tokens < 1) {
            refused.increment();
            return false;
        }
        tokens--;
        return true;
    }

    /** A mail that was published so many milliseconds ago has been taken. */
    void deliveryTime(long age) {
        millis.incrementAndGet((int) Math.max(0, Math.min(age, LONGEST_MILLIS - 1)));
    }

    void forgetDeliveryTimes() {
        for (int i = 0; i < LONGEST_MILLIS; i++) {
            millis.set(i, 0);
        }
    }

    /** All as one line of numbers, as {@link RelaySnapshot} reads it. */
    String line() {
        return "%d %d %d %d %d %d %d"
                .formatted(
                        System.nanoTime(),
                        mails.sum(),
                        connections.sum(),
                        percentile(0.5),
                        percentile(0.99),
                        refused.sum(),
                        again.sum());
    }

    private long percentile(double share) {
        long all = 0;
        for (int i = 0; i < LONGEST_MILLIS; i++) {
            all += millis.get(i);
        }
        long seen = 0;
        for (int i = 0; i < LONGEST_MILLIS; i++) {
            seen += millis.get(i);
            if (seen > 0 && seen >= all * share) {
                return i;
            }
        }
        return -1;
    }
}
