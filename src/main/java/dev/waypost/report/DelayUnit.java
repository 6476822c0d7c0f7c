package dev.waypost.report;

import java.time.Duration;
import java.util.Optional;

/** A unit of time as schedules and topic names write it, the longest first. */
enum DelayUnit {
    DAY("d", Duration.ofDays(1)),
    HOUR("h", Duration.ofHours(1)),
    MINUTE("m", Duration.ofMinutes(1)),
    SECOND("s", Duration.ofSeconds(1)),
    MILLISECOND("ms", Duration.ofMillis(1));

    private final String symbol;
    private final Duration length;

    DelayUnit(String symbol, Duration length) {
        this.symbol = symbol;
        this.length = length;
    }

    static Optional<DelayUnit> of(String symbol) {
        for (DelayUnit unit : values()) {
            if (unit.symbol.equals(symbol)) {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }

    /** The delay in the longest unit that divides it: 60 minutes are {@code 1h}. */
    static String label(Duration delay) {
        if (delay.isNegative() || delay.isZero() || delay.toNanosPart() % 1_000_000 != 0) {
            throw new IllegalArgumentException("not a positive number of milliseconds: " + delay);
        }
        for (DelayUnit unit : values()) {
            if (delay.toMillis() % unit.length.toMillis() == 0) {
                return delay.toMillis() / unit.length.toMillis() + unit.symbol;
            }
        }
        throw new IllegalStateException("every delay is a number of milliseconds");
    }

    Duration times(long count) {
        return length.multipliedBy(count);
    }
}
