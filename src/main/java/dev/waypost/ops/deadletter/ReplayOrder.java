package dev.waypost.ops.deadletter;

import dev.waypost.config.Rate;

/**
 * What is to be put back. Immutable.
 *
 * @param filter which ones
 * @param limit so many at most; 0 for all
 * @param rate so fast at most; null for as fast as the broker takes them
 * @param maxReplays a mail that was put back so often already stays: it would only come again
 * @param again also those that were put back from their place before
 * @param forgotten also those that failed before what the status topic still holds, of which nobody
 *     knows whether they were put back or accepted since
 * @param dryRun only say what would be done
 */
public record ReplayOrder(
        DeadLetterFilter filter,
        long limit,
        Rate rate,
        int maxReplays,
        boolean again,
        boolean forgotten,
        boolean dryRun) {

    /** How often a mail is put back unless told otherwise. */
    public static final int MAX_REPLAYS = 3;

    /** All that the filter wants, each once. */
    public static ReplayOrder of(DeadLetterFilter filter) {
        return new ReplayOrder(filter, 0, null, MAX_REPLAYS, false, false, false);
    }

    /** Only say what would be done. */
    public ReplayOrder rehearsed() {
        return new ReplayOrder(filter, limit, rate, maxReplays, again, forgotten, true);
    }
}
