package dev.waypost.smtp.pool;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What was counted at one submission port since the start, whatever the login: a changed password
 * makes a new pool and goes on counting here. Any thread.
 */
public final class ConnectionCounts {

    private final String target;
    private final LongAdder opened = new LongAdder();
    private final LongAdder reused = new LongAdder();
    private final LongAdder leased = new LongAdder();
    private final Map<Discard, LongAdder> discarded = new EnumMap<>(Discard.class);
    private final Map<RelayLimit.Kind, LongAdder> limits = new EnumMap<>(RelayLimit.Kind.class);

    /**
     * @param target the port without its login, as {@code smtp:host:587}
     */
    public ConnectionCounts(String target) {
        this.target = target;
        for (Discard reason : Discard.values()) {
            discarded.put(reason, new LongAdder());
        }
        for (RelayLimit.Kind kind : RelayLimit.Kind.values()) {
            limits.put(kind, new LongAdder());
        }
    }

    void countOpened() {
        opened.increment();
    }

    void countReused() {
        reused.increment();
    }

    void countDiscarded(Discard reason) {
        discarded.get(reason).increment();
    }

    public void countLimit(RelayLimit.Kind kind) {
        limits.get(kind).increment();
    }

    void countLeased() {
        leased.increment();
    }

    void countReleased() {
        leased.decrement();
    }

    /** The port, as {@code smtp:host:587}. */
    public String target() {
        return target;
    }

    /** Connections opened so far, with login. */
    public long opened() {
        return opened.sum();
    }

    /** Replies so far that told of this limit. */
    public long limits(RelayLimit.Kind kind) {
        return limits.get(kind).sum();
    }

    /** Messages so far that found an open connection. */
    public long reused() {
        return reused.sum();
    }

    /** Connections closed so far for this reason. */
    public long discarded(Discard reason) {
        return discarded.get(reason).sum();
    }

    /** Connections that are open now, in use or idle. */
    public long openNow() {
        long closed = discarded.values().stream().mapToLong(LongAdder::sum).sum();
        return Math.max(0, opened.sum() - closed);
    }

    /** Connections that are in use now, those being opened included. */
    public long leasedNow() {
        return leased.sum();
    }
}
