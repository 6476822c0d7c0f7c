package dev.waypost.config;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * The time of the process, so that a test or a rehearsal can bring its own: a clock for moments
 * that are shown or written, elapsed time for whatever lasts or is waited for, which nobody can set
 * back, and the waiting itself.
 */
public class TimeSource {

    /** As {@link System#nanoTime}. */
    @Produces
    @Singleton
    LongSupplier nanoTime(Outside outside) {
        return outside.get(LongSupplier.class, System::nanoTime);
    }

    @Produces
    @Singleton
    Clock clock(Outside outside) {
        return outside.get(Clock.class, Clock.systemUTC());
    }

    @Produces
    @Singleton
    Waiting waiting(Outside outside) {
        return outside.get(Waiting.class, Waiting.REAL);
    }
}
