package dev.waypost.commit.unreadable;

import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * What keeps one partition, or a whole consumer, from being read, and when it is tried again.
 * Written by its consumer's polling thread alone.
 */
final class ReadFailure {

    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /** A client that was refused waits before it connects anew; meanwhile its polls are empty. */
    private static final Duration QUIET = Duration.ofSeconds(5);

    final Consumer<?, ?> consumer;
    final long offset;
    final String text;
    boolean ofRecord;
    long until;
    boolean beingTried;
    long triedSince;
    private int failures;

    ReadFailure(Consumer<?, ?> consumer, long offset, String text) {
        this.consumer = consumer;
        this.offset = offset;
        this.text = text;
    }

    /** Twice as long each time. */
    Duration nextPause(Duration longest) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures++, 10));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }

    /** It has been tried for a while, and no answer said that it is still so. */
    boolean isQuiet(long now) {
        return now - triedSince >= QUIET.toNanos();
    }
}
