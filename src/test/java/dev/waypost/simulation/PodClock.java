package dev.waypost.simulation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A machine's wall clock: virtual time, and how far somebody has set it wrong. */
final class PodClock extends Clock {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Scheduler scheduler;
    private long skew;

    PodClock(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    void step(long nanos) {
        skew += nanos;
    }

    @Override
    public Instant instant() {
        return START.plusNanos(scheduler.now() + skew);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
