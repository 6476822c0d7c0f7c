package dev.waypost.relay;

import java.util.concurrent.atomic.AtomicInteger;

/** So many a second, as many at once: how relays limit a sender. Any thread. */
public final class TokenBucket {

    private final double perSecond;
    private final AtomicInteger refused = new AtomicInteger();
    private double tokens;
    private long filledAt = System.nanoTime();

    public TokenBucket(int perSecond) {
        this.perSecond = perSecond;
        this.tokens = perSecond;
    }

    /** Takes a token; false, and counted, where there is none. */
    synchronized boolean take() {
        long now = System.nanoTime();
        tokens = Math.min(perSecond, tokens + (now - filledAt) / 1e9 * perSecond);
        filledAt = now;
        if (tokens < 1) {
            refused.incrementAndGet();
            return false;
        }
        tokens--;
        return true;
    }

    /** How often there was none. */
    public int refused() {
        return refused.get();
    }
}
