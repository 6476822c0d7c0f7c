package dev.waypost.config;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * The time of the process, so that a test can bring its own: a clock for moments that are shown or
 * written, and elapsed time for whatever lasts or is waited for, which nobody can set back.
 */
public class TimeSource {

    /** As {@link System#nanoTime}. */
    @Produces
    @Singleton
    LongSupplier nanoTime() {
        return System::nanoTime;
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }
}
